import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NotebookJson } from '../../lib/src/course/notebook.js';
import { rehearse, type Rehearsal } from '../../lib/src/course/talk/rehearse.js';
import { readTalkWithChapters } from '../../lib/src/course/talk/talks.js';
import { findProvider } from '../../lib/src/provider/find.js';
import { LAB, netdive } from '../lab/netdive.js';
import { makeFolder, removeFolder, venv } from './session.js';

/** The namespace of the second slide is made by a cell that no slide has; the third begins at a prepared point. */
const text = `title: A small talk
parts:
  - part: Hello
    minutes: 1
    slides:
      - text: hello
  - part: A namespace
    minutes: 2.5
    slides:
      - chapter: veth
        take: [d66923e3, a17e6aba]
  - part: A cable
    minutes: 3
    slides:
      - chapter: veth
        take: [1ade0223, 4fd271ef]
`;

describe('a rehearsal of a talk', function () {
  this.timeout(300_000);
  let folder: string;
  let file: string;
  const provider = findProvider(LAB);
  const left = (): string[] => readdirSync(provider.folder).filter((name) => name.startsWith('rehearse-'));

  before(() => {
    folder = makeFolder();
    file = join(folder, 'small.yaml');
    writeFileSync(file, text);
  });
  after(async () => {
    removeFolder(folder);
    await netdive('down');
  });

  it('runs all of it on clean machines, gives each part’s time beside its plan, and leaves them clean', async () => {
    await netdive('up');
    await netdive('ssh', 'node1', 'ip netns add red; touch /root/mess');
    const { exitCode, stdout, stderr } = await netdive('rehearse', file);
    assert.equal(exitCode, 0, stdout + stderr);
    assert.match(stdout, /│ Hello +│ 1 min +│ +0 │/);
    assert.match(stdout, /│ A namespace +│ 2\.5 min +│ +2 │ 0:\d\d +│ 5 in 0:\d\d +│ holds +│/);
    assert.match(stdout, /│ A cable +│ 3 min +│ +2 │ 0:\d\d +│ 2 in 0:\d\d +│ holds +│/);
    assert.match(stdout, /planned\. 2 of the 2 prepared points are there before it begins, \d made just now\.\n/);
    assert.match(stdout, /Everything held\.$/);
    assert.equal((await netdive('ssh', 'node1', 'ip netns; ls /root')).stdout, '');
    assert.ok((await netdive('checkpoints')).stdout.includes('veth/routed'));
    assert.deepEqual(left(), []);
  });

  it('tells what failed, in the kernel’s words, goes on, and names the way on', async () => {
    const { talk, chapters } = await readTalkWithChapters(file);
    const broken = new Map(
      [...chapters].map(([name, { cells, ...rest }]): [string, NotebookJson] => [
        name,
        {
          ...rest,
          nbformat: 4,
          cells: cells.map((cell) =>
            cell.id === 'd66923e3' ? { ...cell, source: 'await node1.$`ip link add x type vet`;' } : cell,
          ),
        },
      ]),
    );
    const options = { venv, signal: new AbortController().signal, progress: () => undefined };
    const { parts, faults, ok } = await rehearse({ talk, chapters: broken }, provider, options);
    assert.equal(ok, false);
    assert.deepEqual(
      parts.map(({ failed }) => failed),
      [0, faults.length, 0],
    );
    assert.match(faults[0]!.says, /CommandError: .*ip link add x type vet/);
    assert.equal(faults[0]!.mend, 'npx netdive run veth --solve');
  });

  it('says it by its exit code and as JSON, and leaves nothing half made where it is interrupted', async () => {
    const { exitCode, stdout } = await netdive('rehearse', file, '--json');
    assert.equal(exitCode, 0);
    const told = JSON.parse(stdout) as Rehearsal & { talk: string };
    assert.deepEqual([told.talk, told.ok, told.parts.map(({ cells }) => cells)], ['small', true, [0, 2, 2]]);
    const interrupted = netdive('rehearse', file);
    for await (const line of interrupted.iterable({ from: 'stderr' }))
      if (line.includes('(cell 2 of')) interrupted.kill('SIGINT');
    assert.equal((await interrupted).exitCode, 130);
    assert.deepEqual(left(), []);
  });
});
