import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { chapters } from '../../lib/src/lab/chapters.js';
import { checkout } from '../../lib/src/paths.js';
import { venv } from '../../lib/src/setup/python.js';
import { inTurn, row, timed, type Row } from './row.js';

const TIMES = 3;

/** What the command takes to make the slides of the shortest and of the longest chapter, against nbconvert's own. */
export async function slides(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'netdive-slides-'));
  const sized = await Promise.all(
    chapters().map(async ({ name, notebook }) => ({ name, notebook, size: (await stat(notebook)).size })),
  );
  sized.sort((one, other) => one.size - other.size);
  const run = (program: string, ...args: string[]): Promise<number> =>
    timed(() => execa(program, args, { cwd: checkout }));
  const rows: Row[] = [];
  try {
    for (const { name, notebook } of [sized[0]!, sized.at(-1)!]) {
      const out = join(folder, name);
      const [ours, other] = await inTurn(
        TIMES,
        () => run('npx', 'netdive', 'slides', name, '--out', `${out}.html`),
        () => run(join(venv, 'bin', 'jupyter-nbconvert'), '--to', 'slides', '--output', out, notebook),
      );
      const goal = { of: 'ratio', atMost: 1.2 } as const;
      rows.push(row(`slides of ${name}`, 's', ours / 1000, other / 1000, 'nbconvert --to slides', goal));
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return rows;
}
