import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { cpSync, existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheHome } from '../../lib/src/paths.js';
import { imagesHome } from '../../lib/src/provider/qemu/image.js';
import { processesNaming } from '../../lib/src/provider/qemu/image/processes.js';
import { listed, withCache, type Netdive } from './cache.js';
import { inTurn } from './in-turn.js';
import { until } from './until.js';

describe('the first boot', function () {
  this.timeout(200_000);
  inTurn(this, 'hosts', ['lib/src/provider/qemu', 'vagrant', 'test/lab/first-boot.test.ts']);
  const home = join(tmpdir(), `netdive boots ${randomUUID()}`);
  const warm = join(home, 'netdive', 'warm');
  const boot = (): ReturnType<Netdive> => withCache(home)('setup');

  // The user's own image, and whether there is KVM: `npm test` found both before it began.
  before(() => {
    cpSync(imagesHome(), join(home, 'netdive', 'images'), { recursive: true, preserveTimestamps: true });
    const known = join(cacheHome(), 'accelerator.json');
    if (existsSync(known)) cpSync(known, join(home, 'netdive', 'accelerator.json'));
  });
  after(() => rmSync(home, { recursive: true, force: true }));

  it('when it is killed, leaves two machines that the next netdive ends; interrupted, it leaves nothing', async () => {
    const killed = boot();
    // QEMU names its disk so; qemu-img, which made it, does not.
    const machines = () => processesNaming(`file=${join(warm, `.booting-${killed.pid}-`)}`);
    await until(async () => (await machines()).length === 2);
    killed.kill('SIGKILL');
    await killed;
    assert.equal((await machines()).length, 2);
    const again = boot();
    await until(async () => (await machines()).length === 0);
    again.kill('SIGINT');
    const { exitCode, all } = await again;
    assert.equal(exitCode, 130, all);
    assert.match(all, /removing what an interrupted netdive left half made/);
    assert.deepEqual(listed(warm), []);
  });
});
