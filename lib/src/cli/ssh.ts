import { execa } from 'execa';
import { LabError } from '../errors.js';
import { findProvider } from '../provider/find.js';
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
    const { nodes } = await provider.status();
    const known = nodes.find((one) => one.name === node);
    if (!known) {
      throw new LabError(
        `There is no machine called ${node}.`,
        `The lab has ${nodes.map((one) => one.name).join(' and ')}.`,
      );
    }
    if (!known.running) throw new LabError(`${node} is not running.`, 'Start the lab: npx netdive up');
    const { exitCode } = await execa('ssh', ['-F', provider.sshConfig, node, ...command], {
      stdio: 'inherit',
      reject: false,
    });
    return exitCode ?? 255;
  },
};
