import { findProvider } from '../provider/find.js';
import { steps } from './steps.js';
import { LAB, labOf, tellLeft, type Verb } from './verb.js';

export const reset: Verb = {
  name: 'reset',
  summary: 'put both machines back to clean, whatever was done to them',
  options: [LAB],
  async run(call) {
    const provider = findProvider(labOf(call));
    let left: readonly string[] = [];
    await steps([
      {
        title: 'Both machines back to clean',
        work: async (progress) => (left = await provider.reset(progress, { signal: call.signal })),
      },
    ]);
    tellLeft(left);
  },
};
