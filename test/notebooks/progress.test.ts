import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { checkout } from '../../lib/src/paths.js';
import { bootstrap } from '../lab/netdive.js';
import { makeFolder, removeFolder, Session } from './session.js';

const IMPORT = `import { check, predict } from 'netdive';`;

describe('what a learner has proved', function () {
  this.timeout(60_000);
  let folder: string;
  let sessions: Session[];
  const file = (): string => join(folder, 'progress.json');
  const kernel = (name: string): Promise<Session> =>
    Session.start(folder, { NETDIVE_HOME: folder, JPY_SESSION_NAME: join(checkout, 'notebooks', 'mine', name) });
  const netdive = (...args: string[]) =>
    execa(process.execPath, [bootstrap, 'progress', ...args], { env: { NETDIVE_HOME: folder }, reject: false });
  const row = async (): Promise<{ checks: { done: number }; predictions: { done: number }; opened: string }> =>
    (JSON.parse((await netdive('--json')).stdout) as { chapter: string }[]).find(
      ({ chapter }) => chapter === 'veth',
    ) as never;

  before(async () => {
    folder = makeFolder();
    sessions = [];
    for (let count = 0; count < 2; count++) sessions.push(await kernel('01-veth.ipynb'));
  });
  after(async () => {
    await Promise.all(sessions.map((session) => session.close()));
    removeFolder(folder);
  });

  it('is written by the kernels of a chapter, also by two at once', async () => {
    const [first, second] = sessions as [Session, Session];
    await Promise.all([
      first.run(`${IMPORT} check('repaired', () => true); predict('the TTL of the reply', 64);`),
      second.run(
        `${IMPORT} check('the cable carries again', () => true); predict('10.0.0.129 goes by the', undefined);`,
      ),
    ]);
    // What a cell proved is written down after its reply.
    while ((await row()).checks.done < 2) await new Promise(setImmediate);
    const { predictions, opened } = await row();
    assert.equal(predictions.done, 1);
    assert.ok(Date.now() - Date.parse(opened) < 60_000);
    assert.match((await netdive()).stdout, /01 veth .* open .* 2 of \d+ .* 1 of \d+ .* just now/);
  });

  it('has no claim that was broken once in its cell, and those of a cell that failed afterwards', async () => {
    const [first] = sessions as [Session];
    await first.run(`for (const now of [true, false, true]) check('the port is taken', () => now);`);
    await first.run(`check('neither listens on the machine', () => true); throw new Error('later');`);
    while ((await row()).checks.done < 3) await new Promise(setImmediate);
    assert.equal((await row()).checks.done, 3);
  });

  it('is told to begin anew where its file is damaged, and goes on', async () => {
    writeFileSync(file(), '{');
    const [first] = sessions as [Session];
    const cell = await first.run(`check('repaired', () => true);`);
    await first.until(() => cell.stderr !== '');
    assert.match(
      cell.stderr,
      /^What you have proved so far could not be read, and begins anew\. .*progress\.json\.damaged/,
    );
    assert.equal(cell.status, 'ok');
  });

  it('does not stop a page where it cannot be written, and says why', async () => {
    rmSync(file(), { force: true });
    mkdirSync(file());
    const [first] = sessions as [Session];
    const cell = await first.run(`check('repaired', () => true);`);
    await first.until(() => cell.stderr !== '');
    assert.match(cell.stderr, /^What you proved could not be written down: /);
    assert.equal(cell.status, 'ok');
    rmSync(file(), { recursive: true });
  });

  it('is forgotten where one asks for it', async () => {
    assert.equal((await netdive('--forget')).exitCode, 0);
    assert.equal((await row()).checks.done, 0);
  });
});
