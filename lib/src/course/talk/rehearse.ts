import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { courseKernel } from '../../kernel/kernelspec.js';
import { chapter } from '../../lab/chapters.js';
import { checkout } from '../../paths.js';
import { privateFolder } from '../../private-file.js';
import type { Progress } from '../../progress.js';
import type { Provider } from '../../provider/provider.js';
import { beginningOf, type CellJson, type NotebookJson } from '../notebook.js';
import { runNotebook, type CellRun } from '../run-notebook.js';
import { programOf, type ProgramCell } from './program.js';
import type { Talk } from './talk.js';
import type { TalkWithChapters } from './talks.js';

/** What a part of a talk came to. */
export interface RehearsedPart {
  readonly part: string;
  /** As the talk plans it, for all that is said and shown. */
  readonly minutes: number;
  /** Cells on its slides. */
  readonly cells: number;
  /** What these took together. */
  readonly seconds: number;
  /** Cells that stand on no slide, and were run because one on a slide stands on them. */
  readonly before: number;
  /** What those took. */
  readonly secondsBefore: number;
  /** Its cells that failed, or of which a check did not hold. */
  readonly failed: number;
}

/** A cell that did not do what it should. */
export interface RehearsalFault {
  readonly part: string;
  readonly chapter: string;
  readonly cell: string;
  /** The first line of its code. */
  readonly begins: string;
  readonly says: string;
  /** The command that shows it by itself, and the way on. */
  readonly mend: string;
}

export interface Rehearsal {
  readonly parts: readonly RehearsedPart[];
  readonly faults: readonly RehearsalFault[];
  readonly ok: boolean;
}

export interface RehearseOptions {
  /** The virtual environment that has Jupyter. */
  readonly venv: string;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/**
 * Runs every cell of a talk in its order, on live machines, each after what it stands on, in one kernel as on the stage. A cell
 * that fails does not end it.
 * @example (await rehearse(await readTalkWithChapters(talkFile('pod-sandbox')), findProvider(), options)).ok
 */
export async function rehearse(
  { talk, chapters }: TalkWithChapters,
  provider: Provider,
  { venv, signal, progress }: RehearseOptions,
): Promise<Rehearsal> {
  const program = programOf(talk, chapters);
  const folder = await mkdtemp(join(privateFolder(provider.folder), 'rehearse-'));
  try {
    const path = join(folder, 'rehearsal.ipynb');
    await writeFile(path, JSON.stringify(notebookOf(program)));
    const { cells } = await runNotebook(path, {
      ...{ venv, signal, cwd: join(checkout, 'notebooks') },
      env: { NETDIVE_LAB: provider.lab, NETDIVE_RECORD: '', NETDIVE_REPLAY: '', NETDIVE_TALK: '' },
      onCell: (index, run) => {
        const { part } = program[index]!;
        if (run === undefined) progress(`${talk.parts[part]!.part} (cell ${index + 1} of ${program.length})`);
      },
    });
    return rehearsalOf(talk, program, cells);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function notebookOf(program: readonly ProgramCell[]): NotebookJson {
  const cells = program.map(({ source }, index): CellJson => ({
    ...{ id: `cell-${index}`, cell_type: 'code', source, metadata: {} },
    ...{ outputs: [], execution_count: null },
  }));
  return { nbformat: 4, nbformat_minor: 5, metadata: { kernelspec: courseKernel }, cells };
}

/**
 * What a run of a talk's cells says of it. Pure.
 * @param runs one for each cell of the program
 */
export function rehearsalOf(talk: Talk, program: readonly ProgramCell[], runs: readonly CellRun[]): Rehearsal {
  const ran = program.map((cell, index) => ({ ...cell, run: runs[index]! }));
  const wrong = ran.filter(({ run }) => !run.expected || run.verdicts.some(({ holds }) => !holds));
  const seconds = (some: typeof ran): number => some.reduce((sum, { run }) => sum + run.durationMs, 0) / 1_000;
  const parts = talk.parts.map(({ part, minutes }, place): RehearsedPart => {
    const own = ran.filter((one) => one.part === place);
    const [shown, before] = [own.filter((one) => one.shown), own.filter((one) => !one.shown)];
    return {
      ...{ part, minutes },
      ...{ cells: shown.length, seconds: seconds(shown), before: before.length, secondsBefore: seconds(before) },
      failed: wrong.filter((one) => one.part === place).length,
    };
  });
  const faults = wrong.map(({ part, chapter, cell, source, run }): RehearsalFault => ({
    ...{ part: talk.parts[part]!.part, chapter, cell, begins: beginningOf(source) },
    says: sayingOf(run),
    mend: `npx netdive run ${nameOf(chapter)} --solve`,
  }));
  return { parts, faults, ok: faults.length === 0 };
}

/** What went wrong in a cell: its error, or the checks that do not hold. */
const sayingOf = ({ expected, error, verdicts }: CellRun): string =>
  expected
    ? verdicts
        .filter(({ holds }) => !holds)
        .map(({ claim, hint }) => [`does not hold: ${claim}`, hint].filter(Boolean).join('\n'))
        .join('\n')
    : (error ?? 'It was not run.');

const nameOf = (wanted: string): string => chapter(wanted).name;
