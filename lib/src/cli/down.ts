import { findProvider, forgetProvider } from '../provider/find.js';
import { steps } from './steps.js';
import { LAB, labOf, tellLeft, type Verb } from './verb.js';

export const down: Verb = {
  name: 'down',
  summary: 'end the machines; what was configured in them is gone',
  options: [LAB],
  async run(call) {
    const provider = findProvider(labOf(call));
    const title =
      provider.name === 'ssh' ? 'Taking back what the course made; the machines stay' : 'Ending the machines';
    let left: readonly string[] | void = [];
    await steps([{ title, work: async () => (left = await provider.down()) }]);
    forgetProvider(labOf(call));
    tellLeft(left);
  },
};
