import { findProvider } from '../provider/find.js';
import type { LabStatus, NodeStatus } from '../provider/provider.js';
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
  return head + nodes.map((node) => `  ${node.name}  ${where(node)}\n`).join('');
}

function where({ running, pid, sshPort }: NodeStatus): string {
  if (!running) return 'down';
  return pid === undefined ? 'answers' : `127.0.0.1:${sshPort}  process ${pid}`;
}
