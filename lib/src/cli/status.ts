import { ownerOf, type Owner } from '../lab/owner.js';
import { findProvider } from '../provider/find.js';
import type { LabStatus, NodeStatus } from '../provider/provider.js';
import { lastRewound, type Rewound } from '../provider/rewound.js';
import { ago } from '../view/ago.js';
import { JSON_OPTION, LAB, labOf, type Verb } from './verb.js';

export const status: Verb = {
  name: 'status',
  summary: 'what runs, where, and whose it is',
  options: [LAB, JSON_OPTION],
  async run(call) {
    const provider = findProvider(labOf(call));
    const found: Found = {
      ...(await provider.status()),
      owner: ownerOf(provider.folder),
      rewound: lastRewound(provider.folder),
    };
    process.stdout.write(call.options.json ? `${JSON.stringify(found)}\n` : text(found));
  },
};

/** What is known of a lab: its machines, who opened it last, and what the machines were put back to last. */
interface Found extends LabStatus {
  readonly owner: Owner | undefined;
  readonly rewound: Rewound | undefined;
}

function text({ lab, provider, state, accelerator, layers, nodes, owner, rewound }: Found): string {
  const kind = [provider, ...(state === 'down' ? [] : [accelerator, ...layers])].filter(Boolean).join(', ');
  const lines = [`lab ${lab}: ${state} (${kind})`, ...nodes.map((node) => `  ${node.name}  ${where(node)}`)];
  if (state !== 'down' && rewound) lines.push(`  put back to ${rewound.to} ${ago(rewound.at)}`);
  if (state !== 'down' && owner) lines.push(`  opened by ${owner.who} ${ago(owner.since)}`);
  return `${lines.join('\n')}\n`;
}

function where({ running, panic, pid, sshPort }: NodeStatus): string {
  if (!running) return 'down';
  if (panic !== undefined) return `its kernel panicked: ${panic}`;
  return pid === undefined ? 'answers' : `127.0.0.1:${sshPort}  process ${pid}`;
}
