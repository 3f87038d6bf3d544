import { checkpointRow, type CheckpointRow } from '../lab/checkpoint-kind.js';
import { prune } from '../lab/prune.js';
import { noCheckpoint } from '../provider/checkpoint-name.js';
import { findProvider } from '../provider/find.js';
import type { Provider } from '../provider/provider.js';
import { tagged } from '../view/rows.js';
import { table } from '../view/table.js';
import { JSON_OPTION, LAB, labOf, type Verb } from './verb.js';

export const checkpoints: Verb = {
  name: 'checkpoints',
  summary: 'what was kept: by name, with who made it, age and size',
  options: [
    LAB,
    JSON_OPTION,
    ['--remove <name...>', 'forget these, and free their room'],
    ['--prune', 'forget those that cells of ended notebooks made, and points that no chapter makes any more'],
  ],
  async run(call) {
    const { remove = [], prune: pruning, json } = call.options;
    const provider = findProvider(labOf(call));
    await forget(provider, remove as readonly string[]);
    if (pruning) await prune(provider);
    const rows = tagged('checkpoint', (await provider.checkpoints()).map(checkpointRow));
    process.stdout.write(json ? `${JSON.stringify(rows)}\n` : listing(provider.lab, rows));
  },
};

/** All of them or, where one is not there, none. */
async function forget(provider: Provider, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  const known = await provider.checkpoints();
  const unknown = names.find((name) => known.every((one) => one.name !== name));
  if (unknown !== undefined) throw noCheckpoint(unknown, known);
  for (const name of names) await provider.remove(name);
}

function listing(lab: string, rows: readonly CheckpointRow[]): string {
  if (rows.length === 0) return `lab ${lab} has no checkpoints. Make one: npx netdive save NAME\n`;
  return `${table(rows).text}\n`;
}
