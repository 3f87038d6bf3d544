import { availableParallelism } from 'node:os';
import { relative } from 'node:path';
import { Readable } from 'node:stream';
import { fittingRecording, replayChapter } from '../course/replay.js';
import { runNotebook, type NotebookRun, type RunOptions } from '../course/run-notebook.js';
import { chapter, chapters, type Chapter } from '../lab/chapters.js';
import { checkout } from '../paths.js';
import { venv } from '../setup/python.js';
import { replayView } from '../view/replay.js';
import { cellText } from './cell-text.js';
import { setUp, setUpJupyter } from './setup.js';
import { JSON_OPTION, LAB, labOf, WrongUse, type Call, type Verb } from './verb.js';

export const run: Verb = {
  name: 'run',
  summary: 'run a chapter top to bottom, each cell by its own status, and list its checks',
  arguments: [
    ['[chapter...]', 'names or numbers, such as veth or 01; with --replay all that there are where none is named'],
  ],
  options: [
    LAB,
    JSON_OPTION,
    ['--solve', 'with the exercises’ solutions instead of their starters'],
    ['--write', 'keep the outputs in the notebook'],
    [
      '--replay [folder]',
      'without machines, from the chapter’s recording, the course’s own or that in a folder; its exercises are solved then',
    ],
  ],
  async run(call) {
    const replay = call.options.replay !== undefined;
    const names = call.args[0] as string[];
    if (names.length === 0 && !replay)
      throw new WrongUse(
        'Which chapter?',
        'For example: npx netdive run veth. All without machines: npx netdive run --replay',
      );
    const wanted = names.length === 0 ? chapters() : names.map(chapter);
    await (replay ? setUpJupyter(call.signal) : setUp({ lab: labOf(call), signal: call.signal }));
    // A replay asks nothing of a lab: as many at once as there are processors.
    const atOnce = replay ? Math.min(availableParallelism(), wanted.length) : 1;
    const print = (text: string): unknown => process.stdout.write(text);
    let ok = true;
    const runs = Readable.from(wanted).map(
      async (one: Chapter, { signal = call.signal }: { readonly signal?: AbortSignal } = {}) => {
        let kept = '';
        const say = (text: string): unknown => (atOnce > 1 ? (kept += text) : print(text));
        const done = await runOne(one, call, AbortSignal.any([signal, call.signal]), say);
        return { ...done, kept };
      },
      { concurrency: atOnce },
    );
    for await (const done of runs) {
      const { kept, ...run } = done as NotebookRun & { readonly kept: string };
      print(kept);
      ok &&= run.ok;
    }
    return ok ? 0 : 1;
  },
};

/** @param say prints, now or when this chapter's turn has come */
async function runOne(
  one: Chapter,
  call: Call,
  signal: AbortSignal,
  say: (text: string) => unknown,
): Promise<NotebookRun> {
  const { json, replay, solve, write } = call.options;
  const { name, notebook } = one;
  const recordings = typeof replay === 'string' ? replay : undefined;
  if (!json) say(`${name} (${relative(checkout, notebook)})\n`);
  if (replay !== undefined) {
    const from = await fittingRecording(one, recordings);
    if (!json) say(`${replayView(from).text}\n`);
  }
  const how: RunOptions = {
    venv,
    env: environment(call),
    solve: solve === true,
    write: write === true,
    signal,
    onCell: (index, cell) => cell && !json && say(cellText(index, cell)),
  };
  const done = await (replay === undefined ? runNotebook(notebook, how) : replayChapter(one, { ...how, recordings }));
  say(json ? `${JSON.stringify({ chapter: name, ...done })}\n` : summary(done));
  return done;
}

const environment = (call: Call): Record<string, string> => {
  const lab = labOf(call);
  return lab === undefined ? {} : { NETDIVE_LAB: lab };
};

function summary({ cells, passed, failed, open, errors }: NotebookRun): string {
  const count = (n: number, thing: string): string => `${n} ${thing}${n === 1 ? '' : 's'}`;
  const verdicts = `${count(passed, 'check')} hold, ${failed - open} not, ${open} open`;
  return `${count(cells.length, 'cell')}, ${verdicts}, ${count(errors, 'cell')} failed\n`;
}
