import { relative } from 'node:path';
import { runNotebook, type CellRun, type NotebookRun } from '../course/run-notebook.js';
import { chapter } from '../lab/chapters.js';
import { checkout } from '../paths.js';
import { venv } from '../setup/python.js';
import { setUp } from './setup.js';
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
  ],
  async run(call) {
    const wanted = (call.args[0] as string[]).map(chapter);
    await setUp({ lab: labOf(call), signal: call.signal });
    const json = call.options.json === true;
    let ok = true;
    for (const { name, notebook } of wanted) {
      if (!json) process.stdout.write(`${name} (${relative(checkout, notebook)})\n`);
      const done = await runNotebook(notebook, {
        venv,
        env: environment(call),
        solve: call.options.solve === true,
        write: call.options.write === true,
        signal: call.signal,
        onCell: (index, cell) => cell && !json && process.stdout.write(cellText(index, cell)),
      });
      ok &&= done.ok;
      process.stdout.write(json ? `${JSON.stringify({ chapter: name, ...done })}\n` : summary(done));
    }
    return ok ? 0 : 1;
  },
};

const environment = (call: Call): Record<string, string> => {
  const lab = labOf(call);
  return lab === undefined ? {} : { NETDIVE_LAB: lab };
};

function cellText(index: number, { status, durationMs, verdicts, error, expected }: CellRun): string {
  const sign = status === 'ok' ? 'ok  ' : expected ? 'ok (fails on purpose)' : status === 'error' ? 'FAIL' : 'not run';
  const lines = [`  cell ${index}: ${sign} ${(durationMs / 1_000).toFixed(2)} s`];
  for (const verdict of verdicts) {
    const sign = verdict.holds ? '✔' : verdict.open ? '○ open:' : '✘';
    lines.push(`    ${sign} ${verdict.claim}`);
  }
  if (!expected && error !== undefined) lines.push(error.replaceAll(/^/gm, '    '));
  return `${lines.join('\n')}\n`;
}

function summary({ cells, passed, failed, open, errors }: NotebookRun): string {
  const count = (n: number, thing: string): string => `${n} ${thing}${n === 1 ? '' : 's'}`;
  const verdicts = `${count(passed, 'check')} hold, ${failed - open} not, ${open} open`;
  return `${count(cells.length, 'cell')}, ${verdicts}, ${count(errors, 'cell')} failed\n`;
}
