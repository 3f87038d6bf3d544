import { relative } from 'node:path';
import { fittingRecording, replayChapter } from '../course/replay.js';
import { runNotebook, type NotebookRun, type RunOptions } from '../course/run-notebook.js';
import { chapter, type Chapter } from '../lab/chapters.js';
import { checkout } from '../paths.js';
import { venv } from '../setup/python.js';
import { replayView } from '../view/replay.js';
import { cellText } from './cell-text.js';
import { setUp, setUpJupyter } from './setup.js';
import { JSON_OPTION, LAB, labOf, type Call, type Verb } from './verb.js';

export const run: Verb = {
  name: 'run',
  summary: 'run a chapter top to bottom, each cell by its own status, and list its checks',
  arguments: [['<chapter...>', 'names or numbers, such as veth or 01']],
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
    const wanted = (call.args[0] as string[]).map(chapter);
    const replay = call.options.replay !== undefined;
    const recordings = typeof call.options.replay === 'string' ? call.options.replay : undefined;
    await (replay ? setUpJupyter(call.signal) : setUp({ lab: labOf(call), signal: call.signal }));
    const json = call.options.json === true;
    let ok = true;
    for (const one of wanted) {
      const { name, notebook } = one;
      if (!json) process.stdout.write(`${name} (${relative(checkout, notebook)})\n`);
      if (replay) await announce(one, recordings, json);
      const how: RunOptions = {
        venv,
        env: environment(call),
        solve: call.options.solve === true,
        write: call.options.write === true,
        signal: call.signal,
        onCell: (index, cell) => cell && !json && process.stdout.write(cellText(index, cell)),
      };
      const done = await (replay ? replayChapter(one, { ...how, recordings }) : runNotebook(notebook, how));
      ok &&= done.ok;
      process.stdout.write(json ? `${JSON.stringify({ chapter: name, ...done })}\n` : summary(done));
    }
    return ok ? 0 : 1;
  },
};

/** Says what answers in the machines' place. Throws a LabError where the chapter has no recording that fits it. */
async function announce(one: Chapter, recordings: string | undefined, json: boolean): Promise<void> {
  const from = await fittingRecording(one, recordings);
  if (!json) process.stdout.write(`${replayView(from).text}\n`);
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
