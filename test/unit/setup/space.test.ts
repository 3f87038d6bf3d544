import assert from 'node:assert/strict';
import { statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MACHINES_GB, PAGE_GB, memory } from '../../../lib/src/setup/memory.js';
import { space } from '../../../lib/src/setup/space.js';
import { temporaryFolder } from './temporary.js';

describe('the probe of free disk', () => {
  const folder = temporaryFolder();

  it('counts what is free where a folder will be, although it is not there yet', async () => {
    const { state, found } = await space(join(folder(), 'not', 'yet'), 0, 'elsewhere');
    assert.equal(state, 'ok');
    const { bavail, bsize } = statfsSync(folder());
    assert.ok(Math.abs(Number.parseFloat(found) - (bavail * bsize) / 2 ** 30) < 1, found);
  });

  it('says how much is lacking on a disk that is too small', async () => {
    const { state, found, mend } = await space(folder(), 1e6, 'export PLACE=/large');
    assert.equal(state, 'missing');
    assert.match(found, /GB are free for .*, and 1000000 GB are needed/);
    assert.match(mend!, /export PLACE=\/large$/);
  });

  it('notes a file system that is slow for this, and how to leave it', async () => {
    const here = statfsSync(folder()).type;
    const { state, found, mend } = await space(folder(), 0, 'export PLACE=/large', { [here]: 'NFS' });
    assert.deepEqual([state, mend], ['note', 'export PLACE=/large']);
    assert.match(found, /slow for this \(NFS\)/);
  });
});

describe('the probe of memory', () => {
  const folder = temporaryFolder();
  const available = (gb: number): string => {
    const file = join(folder(), 'meminfo');
    writeFileSync(file, `MemTotal: 8000000 kB\nMemAvailable:   ${Math.round(gb * 2 ** 20)} kB\nBuffers: 1 kB\n`);
    return file;
  };

  it('reads what this computer has', async () => {
    assert.match((await memory(false)).found, /^\d+\.\d GB of memory are available/);
  });

  it('misses memory where the machines do not fit, and notes where only a browser does not', async () => {
    const states = [];
    for (const gb of [MACHINES_GB - 0.1, MACHINES_GB + 0.1, MACHINES_GB + PAGE_GB + 0.1])
      states.push((await memory(false, available(gb))).state);
    assert.deepEqual(states, ['missing', 'note', 'ok']);
  });

  it('does not count machines twice that run already', async () => {
    assert.equal((await memory(true, available(MACHINES_GB))).state, 'ok');
    assert.equal((await memory(true, available(0.3))).state, 'note');
  });
});
