import { findProvider } from '../provider/find.js';
import type { LabStatus } from '../provider/provider.js';
import { JSON_OPTION, LAB, labOf, type Verb } from './verb.js';

export const status: Verb = {
  name: 'status',
  summary: 'what runs, and where',
  options: [LAB, JSON_OPTION],
  async run(call) {
    const found = await findProvider(labOf(call)).status();
    process.stdout.write(call.options.json ? `${JSON.stringify(found)}\n` : text(found));
  },
};

function text({ lab, provider, state, accelerator, nodes }: LabStatus): string {
  const head = `lab ${lab}: ${state} (${provider}${state === 'down' || !accelerator ? '' : `, ${accelerator}`})\n`;
  return (
    head +
    nodes
      .map((node) => `  ${node.name}  ${node.running ? `127.0.0.1:${node.sshPort}  process ${node.pid}` : 'down'}\n`)
      .join('')
  );
}
