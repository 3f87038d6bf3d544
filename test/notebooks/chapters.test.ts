import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { cellsToRun } from '../../lib/src/course/exercise.js';
import { readNotebook, type NotebookCell } from '../../lib/src/course/notebook.js';
import { runNotebook, type NotebookRun } from '../../lib/src/course/run-notebook.js';
import { chapters } from '../../lib/src/lab/chapters.js';
import { QemuProvider } from '../../lib/src/provider/qemu/qemu.js';
import type { Break } from './breaks.js';
import { code, writeNotebook } from './make-notebook.js';
import { UNBROKEN, brokenRun, claims } from './proofs.js';
import { sample } from './sample.js';
import { makeFolder, removeFolder, venv } from './session.js';

const LAB = 'test';

for (const { name, number, notebook } of chapters()) {
  describe(`chapter ${number}, ${name}`, function () {
    this.timeout(600_000);
    let folder: string;
    let cells: readonly NotebookCell[];
    let breaks: readonly Break[];

    before(async () => {
      folder = makeFolder();
      cells = await readNotebook(notebook);
      const table = tableOf(number, name);
      assert.ok(existsSync(table), `${table} says how each check is broken`);
      ({ breaks } = (await import(pathToFileURL(table).href)) as { breaks: readonly Break[] });
      await new QemuProvider(LAB).up(() => undefined);
    });
    after(async () => {
      removeFolder(folder);
      const provider = new QemuProvider(LAB);
      await provider.remove(UNBROKEN);
      await provider.down();
    });

    const run = (path: string, solve: boolean): Promise<NotebookRun> =>
      runNotebook(path, { venv, cwd: dirname(notebook), env: { NETDIVE_LAB: LAB }, solve });

    const runCells = async (sources: readonly string[]): Promise<NotebookRun> => {
      const path = join(folder, 'made.ipynb');
      writeNotebook(
        path,
        sources.map((source) => code(source)),
      );
      return run(path, true);
    };

    it('fails the exercises’ checks, and nothing else, while they are not solved', async () => {
      const path = join(folder, 'unsolved.ipynb');
      await copyFile(notebook, path);
      const done = await run(path, false);
      assert.equal(done.errors, 0, faults(done).join('\n'));
      assert.equal(done.failed, cells.filter(({ tags }) => tags.includes('exercise')).length, faults(done).join('\n'));
    });

    it('passes from top to bottom right after that, with its exercises solved', async () => {
      const path = join(folder, 'solved.ipynb');
      await copyFile(notebook, path);
      const done = await run(path, true);
      assert.deepEqual(faults(done), []);
      assert.equal(done.passed, claims(cells).length + outcomes(cells));
    });

    it('has sections that pass alone, each from its own start', async () => {
      const sections = sectionsOf(cells);
      assert.ok(sections.length > 1);
      const [imports] = sections[0]!;
      const done = await runCells([imports!, ...sections.toReversed().flat()]);
      assert.deepEqual(faults(done), []);
    });

    it('says of every check how to break it', () => {
      assert.deepEqual(breaks.map(({ claim }) => claim).sort(), claims(cells).sort());
    });

    it('has checks that see their claim broken, and no other one', async function () {
      const some = await sample(breaks, [notebook, tableOf(number, name)]);
      if (some.length < breaks.length)
        this.test!.title += `: ${some.length} of ${breaks.length} this time; all by npm run test:proofs`;
      const { cells: sources, ranges } = brokenRun(cells, some);
      const done = await runCells(sources);
      assert.equal(done.errors, 0, faults(done).join('\n'));
      const broken = new Set(
        [...ranges.values()].flatMap(([from, to]) => sources.map((_, index) => index).slice(from, to)),
      );
      assert.deepEqual(faults({ ...done, cells: done.cells.filter(({ index }) => !broken.has(index)) }), []);
      const wrong = [...ranges].flatMap(([one, [from, to]]) => {
        const fallen = done.cells
          .filter(({ index }) => index >= from && index < to)
          .flatMap(({ verdicts }) => verdicts.filter(({ holds }) => !holds).map(({ claim }) => claim));
        const unrelated = fallen.filter((claim) => claim !== one.claim && !one.also?.includes(claim));
        return [
          ...(fallen.includes(one.claim) ? [] : [`still holds: ${one.claim}`]),
          ...unrelated.map((claim) => `fell with "${one.claim}": ${claim}`),
        ];
      });
      assert.deepEqual(wrong, []);
    });
  });
}

/** The file that says how a chapter's checks are broken. */
const tableOf = (number: string, name: string): string =>
  fileURLToPath(new URL(`${number}-${name}.breaks.ts`, import.meta.url));

/** What went wrong in a run, a line each. */
function faults({ cells }: NotebookRun): string[] {
  return cells.flatMap(({ index, expected, error, verdicts }) => [
    ...(expected ? [] : [`cell ${index}: ${error}`]),
    ...verdicts.filter(({ holds }) => !holds).map(({ claim }) => `cell ${index}: does not hold: ${claim}`),
  ]);
}

/** A section is what follows a `lab.open`, up to the next one. */
function sectionsOf(cells: readonly NotebookCell[]): string[][] {
  const sections: string[][] = [];
  for (const { source } of cellsToRun(cells, true)) {
    if (source.includes('lab.open(')) sections.push([]);
    sections.at(-1)!.push(source);
  }
  return sections;
}

function outcomes(cells: readonly NotebookCell[]): number {
  return cellsToRun(cells, true).reduce((sum, { source }) => sum + [...source.matchAll(/\boutcome\(/g)].length, 0);
}
