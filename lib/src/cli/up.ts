import { findProvider } from '../provider/find.js';
import { steps } from './steps.js';
import { LAB, labOf, type Verb } from './verb.js';

export const up: Verb = {
  name: 'up',
  summary: 'start the machines',
  options: [LAB],
  async run(call) {
    const provider = findProvider(labOf(call));
    await steps([{ title: 'The machines', work: (progress) => provider.up(progress, { signal: call.signal }) }]);
  },
};
