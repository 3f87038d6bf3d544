import { findProvider } from '../provider/find.js';
import { steps } from './steps.js';
import { LAB, labOf, type Verb } from './verb.js';

export const restore: Verb = {
  name: 'restore',
  summary: 'put both machines back to what was kept under a name',
  arguments: [['<name>', '`netdive checkpoints` lists them']],
  options: [LAB],
  async run(call) {
    const name = call.args[0] as string;
    const provider = findProvider(labOf(call));
    await steps([{ title: `Both machines back to ${name}`, work: () => provider.restore(name) }]);
  },
};
