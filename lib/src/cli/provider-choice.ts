import { providersInWords, type Choice } from '../provider/find.js';
import type { Call, Verb } from './verb.js';

/** The options that say where machines come from, alike on the verbs that may start some. */
export const PROVIDER: NonNullable<Verb['options']> = [
  [
    '--provider <name>',
    `where the machines come from: ${providersInWords}; NETDIVE_PROVIDER or qemu where none is named`,
  ],
  ['--ssh-config <file>', 'for ssh: a file that has `Host node1` and `Host node2`, as `ssh -F` takes it'],
  ['--yes', 'for machines of yours: go on without asking'],
];

/** What they say. */
export const choiceOf = ({ options }: Call): Choice => ({
  provider: options.provider as string | undefined,
  sshConfig: options.sshConfig as string | undefined,
});
