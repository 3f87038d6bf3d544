import { LabError } from '../errors.js';
import { findProvider } from '../provider/find.js';
import { netdiveCommand } from '../provider/lab-name.js';
import type { Provider } from '../provider/provider.js';
import { sshSession } from './ssh-session.js';
import { LAB, labOf, type Verb } from './verb.js';

export const ssh: Verb = {
  name: 'ssh',
  summary: 'a terminal on a machine, or one command on it',
  arguments: [
    ['<node>', 'node1 or node2'],
    ['[command...]', 'what to run there instead of a shell'],
  ],
  options: [LAB],
  passThrough: true,
  async run(call) {
    const [node, command] = call.args as [string, string[]];
    const provider = findProvider(labOf(call));
    if (!(await isRunning(provider, node)))
      throw new LabError(`${node} of the lab ${provider.lab} is not running.`, start(provider));
    // A command, or a script that is piped in, could run twice: only a person at a terminal is connected again.
    const person = command.length === 0 && process.stdin.isTTY;
    for (;;) {
      const { exitCode, rewound } = await sshSession(provider, node, command);
      if (rewound === undefined) {
        if (exitCode === 255 && !(await isRunning(provider, node))) {
          const why = 'the lab was taken down, or the machine died';
          process.stderr.write(`[netdive: ${node} has ended: ${why}. ${start(provider)}]\n`);
        }
        return exitCode;
      }
      const what = `\n[netdive: the lab was rewound to ${rewound.to}`;
      if (!person) {
        process.stderr.write(`${what} while this ran: what it did is gone]\n`);
        return 255;
      }
      process.stderr.write(`${what}; connecting again]\n`);
    }
  },
};

async function isRunning(provider: Provider, node: string): Promise<boolean> {
  const { nodes } = await provider.status();
  const known = nodes.find((one) => one.name === node);
  if (known) return known.running;
  throw new LabError(
    `There is no machine called ${node}.`,
    `The lab has ${nodes.map((one) => one.name).join(' and ')}.`,
  );
}

const start = ({ lab }: Provider): string => `Start the lab: ${netdiveCommand('up', lab)}`;
