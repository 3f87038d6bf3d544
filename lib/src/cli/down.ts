import { findProvider } from '../provider/find.js';
import { steps } from './steps.js';
import { LAB, labOf, type Verb } from './verb.js';

export const down: Verb = {
  name: 'down',
  summary: 'end the machines; what was configured in them is gone',
  options: [LAB],
  async run(call) {
    const provider = findProvider(labOf(call));
    await steps([{ title: 'Ending the machines', work: () => provider.down() }]);
  },
};
