import { chooseProvider, rememberProvider } from '../provider/find.js';
import { agree } from './agree.js';
import { steps } from './steps.js';
import { LAB, PROVIDER, choiceOf, labOf, type Verb } from './verb.js';

export const up: Verb = {
  name: 'up',
  summary: 'start the machines',
  options: [LAB, ...PROVIDER, ['--yes', 'for machines of yours: go on without asking']],
  async run(call) {
    const provider = await chooseProvider(choiceOf(call), labOf(call));
    if (provider.terms !== undefined && (await provider.status()).state === 'down') {
      process.stderr.write(`${provider.terms}\n`);
      if (call.options.yes !== true) await agree('npx netdive up --yes, with the options of before', call.signal);
    }
    await steps([{ title: 'The machines', work: (progress) => provider.up(progress, { signal: call.signal }) }]);
    rememberProvider(choiceOf(call), labOf(call));
  },
};
