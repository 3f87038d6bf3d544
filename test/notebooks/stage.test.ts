import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { readNotebook, type NotebookCell } from '../../lib/src/course/notebook.js';
import { runNotebook, type NotebookRun } from '../../lib/src/course/run-notebook.js';
import { composeTalk } from '../../lib/src/course/talk/talks.js';
import { copiesFolder, talkCopy } from '../../lib/src/course/working-copy.js';
import { chapter } from '../../lib/src/lab/chapters.js';
import { bootstrap } from '../lab/netdive.js';
import { makeFolder, removeFolder, root, venv } from './session.js';

/** Three cells of a section: the last one stands on cells that no slide has. */
const text = `title: A small talk
parts:
  - part: One
    minutes: 1
    slides:
      - text: hello
      - chapter: veth
        take: [1ade0223]
      - chapter: veth
        take: [1235d915]
`;

/** What a cell showed, as text. */
const textOf = ({ outputs }: NotebookCell): string =>
  (outputs as { text?: string; data?: Record<string, string> }[])
    .map(({ text, data }) => text ?? data?.['text/plain'] ?? '')
    .join('\n');

describe('a talk whose lab cannot be had', function () {
  this.timeout(120_000);
  let folder: string;
  let path: string;
  let env: Record<string, string>;
  let ran: NotebookRun;
  let cells: readonly NotebookCell[];

  before(async () => {
    folder = makeFolder();
    const file = join(folder, 'small.yaml');
    writeFileSync(file, text);
    const { notebook } = await composeTalk(file);
    mkdirSync(join(folder, 'mine'));
    ({ path } = await talkCopy(folder, { name: 'small', notebook }));
    // A file, where the lab's folder should be: nothing can be started.
    writeFileSync(join(folder, 'home'), '');
    env = { NETDIVE_HOME: join(folder, 'home'), NETDIVE_LAB: 'stage' };
    ran = await runNotebook(path, { venv, env: { ...env, NETDIVE_TALK: path }, write: true });
    cells = await readNotebook(path);
  });

  after(() => removeFolder(folder));

  it('shows what was recorded of each cell, and says so, of when, and what happened instead', async () => {
    const code = cells.filter(({ type }) => type === 'code');
    const chapterCells = await readNotebook(chapter('veth').notebook);
    assert.deepEqual(
      ran.cells.map(({ status }) => status),
      ['ok', 'ok'],
    );
    for (const cell of code) {
      const recorded = chapterCells.find(({ source }) => source === cell.source)!;
      assert.match(
        textOf(cell),
        /^This is the recording of \d+ \w+ 20\d\d \(Linux \S+, Debian .*\)\. What happened here: LabError: /,
      );
      assert.ok(textOf(cell).endsWith(textOf(recorded)));
    }
  });

  it('leaves the kernel’s own words where the speaker has changed the code: nothing was recorded of that', async () => {
    const notebook = JSON.parse(readFileSync(path, 'utf8')) as { cells: { cell_type: string; source: string }[] };
    const first = notebook.cells.find(({ cell_type }) => cell_type === 'code')!;
    first.source = "await lab.open('veth');";
    writeFileSync(path, JSON.stringify(notebook));
    const { cells: runs } = await runNotebook(path, { venv, env: { ...env, NETDIVE_TALK: path } });
    assert.deepEqual(
      runs.map(({ status }) => status),
      ['error', 'ok'],
    );
    assert.match(runs[0]!.error!, /LabError|Cannot find name 'lab'/);
  });

  it('is of no notebook but the talk’s: a learner’s cell fails as ever', async () => {
    const other = join(folder, 'other.ipynb');
    copyFileSync(path, other);
    const { cells: runs } = await runNotebook(path, {
      venv,
      env: { ...env, NETDIVE_TALK: other },
    });
    assert.deepEqual(
      runs.map(({ status }) => status),
      ['error', 'error'],
    );
  });

  it('is opened all the same where its machines do not come up, and says so', async () => {
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    // A QEMU that tells its version, and starts nothing.
    const program = `#!/bin/sh
case "$*" in *-version*|*help*) PATH=\${PATH#*:} exec qemu-system-x86_64 "$@";; esac
echo 'no room on this stage' >&2
exit 1
`;
    writeFileSync(join(bin, 'qemu-system-x86_64'), program, { mode: 0o755 });
    const started = execa(process.execPath, [bootstrap, 'start', join(folder, 'small.yaml'), '--no-browser'], {
      ...{ reject: false, stdin: 'ignore' },
      env: { NETDIVE_HOME: join(folder, 'labs'), NETDIVE_LAB: 'stage', PATH: `${bin}:${process.env['PATH']}` },
    });
    let said = '';
    for await (const line of started.iterable()) {
      said += `${line}\n`;
      if (line.startsWith('Ctrl-C')) started.kill('SIGINT');
    }
    for (const ending of ['ipynb', 'css'])
      rmSync(join(root, 'notebooks', copiesFolder, `small.${ending}`), { force: true });
    assert.equal((await started).exitCode, 0, said);
    assert.match(said, /JupyterLab is ready: [^]*As slides, [^]*\/rise\/mine\/small\.ipynb/);
    assert.match(
      said,
      /The machines did not come up: [^]*no room on this stage[^]*Each cell shows what was recorded of it/,
    );
  });
});
