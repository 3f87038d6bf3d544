import { chooseProvider, providersInWords, rememberProvider, type Choice } from '../provider/find.js';
import { agreeToTerms } from './agree.js';
import { steps } from './steps.js';
import { LAB, labOf, type Call, type Verb } from './verb.js';

export const up: Verb = {
  name: 'up',
  summary: 'start the machines',
  options: [
    LAB,
    [
      '--provider <name>',
      `where the machines come from: ${providersInWords}; NETDIVE_PROVIDER or qemu where none is named`,
    ],
    ['--ssh-config <file>', 'for ssh: a file that has `Host node1` and `Host node2`, as `ssh -F` takes it'],
    ['--yes', 'for machines of yours: go on without asking'],
  ],
  async run(call) {
    const provider = await chooseProvider(choiceOf(call), labOf(call));
    await agreeToTerms(provider, call.options.yes === true, call.signal);
    await steps([{ title: 'The machines', work: (progress) => provider.up(progress, { signal: call.signal }) }]);
    rememberProvider(choiceOf(call), labOf(call));
  },
};

const choiceOf = ({ options }: Call): Choice => ({
  provider: options.provider as string | undefined,
  sshConfig: options.sshConfig as string | undefined,
});
