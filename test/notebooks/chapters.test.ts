import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cellsToRun } from '../../lib/src/course/exercise.js';
import { readNotebook, type NotebookCell } from '../../lib/src/course/notebook.js';
import { runNotebook, type NotebookRun } from '../../lib/src/course/run-notebook.js';
import { chapters } from '../../lib/src/lab/chapters.js';
import { QemuProvider } from '../../lib/src/provider/qemu/qemu.js';
import { breaksFile, type Break } from './breaks.js';
import { code, writeNotebook } from './make-notebook.js';
import { UNBROKEN, brokenRun, within, type Range } from './proofs.js';
import { faults, runSolved } from './run-solved.js';
import { isInTurn, sample } from './sample.js';
import { makeFolder, removeFolder, venv } from './session.js';

const LAB = 'test';

for (const chapter of chapters()) {
  const { name, number, notebook } = chapter;
  describe(`chapter ${number}, ${name}`, function () {
    this.timeout(600_000);
    let folder: string;
    let cells: readonly NotebookCell[];
    let breaks: readonly Break[];

    before(async () => {
      folder = makeFolder();
      cells = await readNotebook(notebook);
      const table = breaksFile(chapter);
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

    /** Breaks claims and tells what was not as it should be, and of which of them nothing is known: a cell failed. */
    const prove = async (
      some: readonly Break[],
    ): Promise<{ wrong: string[]; unknown: readonly Break[]; errors: string[] }> => {
      const { cells: sources, broken } = brokenRun(cells, some);
      const done = await runCells(sources);
      const failed = done.cells.filter(({ expected }) => !expected);
      const outside = done.cells.filter(({ index }) => !broken.some(({ own }) => within(own, index)));
      // What a break stands on: the cells of its section that are no break's.
      const shaken = outside.filter(({ expected }) => !expected);
      const stands = (section: Range): boolean => !shaken.some(({ index }) => index === 0 || within(section, index));
      const known = broken.filter(
        ({ own, section }) => stands(section) && !failed.some(({ index }) => within(own, index)),
      );
      const unknown = some.filter((one) => !known.some((cellsOf) => cellsOf.one === one));
      const wrong = known.flatMap(({ one, own }) => {
        const fallen = done.cells
          .filter(({ index }) => within(own, index))
          .flatMap(({ verdicts }) => verdicts.filter(({ holds }) => !holds).map(({ claim }) => claim));
        const unrelated = fallen.filter((claim) => claim !== one.claim && !one.also?.includes(claim));
        return [
          ...(fallen.includes(one.claim) ? [] : [`still holds: ${one.claim}`]),
          ...unrelated.map((claim) => `fell with "${one.claim}": ${claim}`),
        ];
      });
      const sound = outside.filter(({ index }) =>
        broken.some(({ section }) => within(section, index) && stands(section)),
      );
      const unbroken = faults({ ...done, cells: sound });
      return {
        wrong: [...wrong, ...unbroken],
        unknown,
        errors: failed.map(({ index, error }) => `cell ${index}: ${error}`),
      };
    };

    const runCells = async (sources: readonly string[]): Promise<NotebookRun> => {
      const path = join(folder, 'made.ipynb');
      writeNotebook(
        path,
        sources.map((source) => code(source)),
      );
      return runNotebook(path, { venv, cwd: dirname(notebook), env: { NETDIVE_LAB: LAB }, solve: true });
    };

    it('has sections that pass alone, from the last to the first, with only the unsolved exercises’ checks failing', async function () {
      const sections = sectionsOf(cells);
      assert.ok(sections.length > 1);
      const some = sample(sections, chapter);
      if (some.length < sections.length)
        this.test!.title += `: ${some.length} of ${sections.length} this time; all by npm run test:proofs`;
      if (some.length === 0) return this.skip();
      const [imports] = sections[0]!.sources;
      const done = await runCells([imports!, ...some.toReversed().flatMap(({ sources }) => sources)]);
      assert.equal(done.errors, 0, faults(done).join('\n'));
      assert.equal(
        done.failed,
        some.reduce((sum, { exercises }) => sum + exercises, 0),
        faults(done).join('\n'),
      );
    });

    it('passes from top to bottom right after that, with its exercises solved', async function () {
      if (!isInTurn(chapter)) {
        this.test!.title += ': not this time, it did not change lately; all by npm run test:proofs';
        return this.skip();
      }
      const done = await runSolved(chapter, folder, { NETDIVE_LAB: LAB });
      assert.deepEqual(done.faults, []);
      assert.equal(done.passed, done.all);
    });

    it('has checks that see their claim broken, and no other one', async function () {
      const some = sample(breaks, chapter);
      if (some.length < breaks.length)
        this.test!.title += `: ${some.length} of ${breaks.length} this time; all by npm run test:proofs`;
      if (some.length === 0) return this.skip();
      // A break takes about 6 s where nothing else runs; each may be asked twice.
      this.timeout(300_000 + some.length * 30_000);
      const first = await prove(some);
      // Hundreds of rewinds of one pair: an emulated machine may stand still for seconds meanwhile, and a cell says so.
      // What such a cell left unknown is asked once more.
      if (first.unknown.length > 0) console.log(first.errors.join('\n'));
      const second = first.unknown.length > 0 ? await prove(first.unknown) : undefined;
      assert.deepEqual([...first.wrong, ...(second?.wrong ?? []), ...(second?.errors ?? [])], []);
    });
  });
}

/** What a learner runs of a section, its exercises not solved. */
interface Section {
  readonly sources: string[];
  exercises: number;
}

/** A section is what follows a `lab.open`, up to the next one. */
function sectionsOf(cells: readonly NotebookCell[]): readonly Section[] {
  const sections: Section[] = [];
  for (const { index, source } of cellsToRun(cells, false)) {
    if (source.includes('lab.open(')) sections.push({ sources: [], exercises: 0 });
    const section = sections.at(-1)!;
    section.sources.push(source);
    if (cells[index]!.tags.includes('exercise')) section.exercises++;
  }
  return sections;
}
