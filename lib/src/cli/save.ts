import { givenName } from '../lab/checkpoint-kind.js';
import { findProvider } from '../provider/find.js';
import { megabytes } from '../view/bytes.js';
import { steps } from './steps.js';
import { LAB, labOf, type Verb } from './verb.js';

export const save: Verb = {
  name: 'save',
  summary: 'keep the state of both machines, memory and disk, under a name',
  arguments: [['<name>', 'such as before-lunch; an older one of that name is replaced']],
  options: [LAB],
  async run(call) {
    const name = givenName(call.args[0] as string);
    const provider = findProvider(labOf(call));
    let bytes = 0;
    await steps([{ title: 'Keeping both machines', work: async () => ({ bytes } = await provider.save(name)) }]);
    process.stdout.write(`Kept as ${name} (${megabytes(bytes)}). Back to it: npx netdive restore ${name}\n`);
  },
};
