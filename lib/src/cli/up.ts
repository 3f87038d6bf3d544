import { chooseProvider, rememberProvider } from '../provider/find.js';
import { agreeToTerms } from './agree.js';
import { PROVIDER, choiceOf } from './provider-choice.js';
import { steps } from './steps.js';
import { LAB, labOf, type Verb } from './verb.js';

export const up: Verb = {
  name: 'up',
  summary: 'start the machines',
  options: [LAB, ...PROVIDER],
  async run(call) {
    const provider = await chooseProvider(choiceOf(call), labOf(call));
    await agreeToTerms(provider, call.options.yes === true, call.signal);
    await steps([{ title: 'The machines', work: (progress) => provider.up(progress, { signal: call.signal }) }]);
    rememberProvider(choiceOf(call), labOf(call));
  },
};
