import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../../lib/src/errors.js';
import { Lab, type Nodes } from '../../lib/src/lab/lab.js';
import { QemuProvider } from '../../lib/src/provider/qemu/qemu.js';
import { LAB } from './netdive.js';

// Each test goes on from where the one before it left the lab: putting the machines back takes longest.
describe('a lab and its owner', function () {
  this.timeout(180_000);
  const first = new Lab(LAB, 'notebooks/mine/first.ipynb');
  const second = new Lab(LAB, 'notebooks/mine/second.ipynb');
  const terminal = new QemuProvider(LAB);
  let one: Nodes;
  let two: Nodes;

  before(async () => {
    one = await first.open();
  });
  after(async () => {
    first.close();
    second.close();
    await terminal.down();
  });

  it('another notebook that opens it has it, and the first is told who and when, and the cure, and does nothing', async () => {
    two = await second.open();
    const refused = [
      () => one.node1.$`touch /root/mess`,
      () => one.node1.netns('mess'),
      () => first.topology(),
      () => first.reset(),
      () => first.checkpoint(),
      () => first.restore('clean'),
      () => first.link(one.node1, 'eth0', 'down'),
    ];
    for (const act of refused) {
      await assert.rejects(act(), (error: unknown) => {
        assert.ok(error instanceof LabError);
        assert.match(
          error.message,
          new RegExp(`^The lab ${LAB} was opened by notebooks/mine/second\\.ipynb at \\d\\d:\\d\\d: `),
        );
        assert.match(error.message, /take it back.*`lab\.open`.*npx netdive start --lab NAME/);
        return true;
      });
    }
    assert.equal((await two.node1.$`ls /root; ip netns list`).stdout, '');
  });

  it('can be taken back, and then the second is told', async () => {
    one = await first.open();
    assert.equal((await one.node2.$`hostname`).stdout, 'node2');
    await assert.rejects(two.node2.$`hostname`, /opened by notebooks\/mine\/first\.ipynb/);
  });

  it('tells a command that was running when it was taken, and not of a broken connection', async () => {
    const running = assert.rejects(one.node1.$`sleep 100`, (error: Error) => {
      assert.match(error.message, /opened by notebooks\/mine\/second\.ipynb[^]*`sleep 100` was running/);
      return true;
    });
    two = await second.open();
    await running;
  });

  it('is told apart from another kernel of the same notebook', async () => {
    const again = new Lab(LAB, 'notebooks/mine/second.ipynb');
    await again.open();
    await assert.rejects(
      two.node1.$`true`,
      /opened by another kernel of this notebook, notebooks\/mine\/second\.ipynb,/,
    );
    again.close();
  });

  it('has none where the file that tells it is damaged', async () => {
    one = await first.open();
    writeFileSync(join(terminal.folder, 'owner.json'), '{"id":');
    assert.equal((await one.node1.$`hostname`).stdout, 'node1');
  });

  it('is told that the machines were put back to clean from a terminal, until it opens them again', async () => {
    await terminal.reset(() => undefined);
    for (let n = 0; n < 2; n++) {
      await assert.rejects(one.node1.$`touch /root/mess`, (error: Error) => {
        assert.match(
          error.message,
          /^The machines were put back to clean at \d\d:\d\d: what earlier cells made is gone/,
        );
        assert.match(error.message, /Go on from the section’s cell with `lab\.open`\.$/);
        return true;
      });
    }
    assert.equal((await (await first.open()).node1.$`ls /root`).stdout, '');
  });

  it('can go on from what a terminal restored', async () => {
    await one.node1.$`ip netns add red`;
    await first.checkpoint('mid');
    await first.reset();
    await terminal.restore('mid');
    await assert.rejects(one.node1.namespaces(), /put back to mid[^]*or from there: await lab\.restore\("mid"\)/);
    await first.restore('mid');
    assert.equal((await one.node1.namespaces()).length, 1);
    await terminal.remove('mid');
  });

  it('loses nothing to a checkpoint’s misspelt name', async () => {
    await one.node1.netns('red');
    await assert.rejects(first.restore('mdi'), /no checkpoint called "mdi"/);
    assert.equal((await one.node1.namespaces()).length, 1);
  });

  it('has its own machines beside another lab: both work at once, and a reset of one leaves the other', async () => {
    const other = new Lab(`${LAB}-two`);
    try {
      const two = await other.open();
      const places = [one.node1, two.node1, one.node2, two.node2];
      await Promise.all(places.map((place, n) => place.$`ip link add dummy${n} type dummy; hostname; sleep 0.2`));
      await other.reset();
      const left = await Promise.all(
        places.map(async (place) => (await place.links()).filter(({ ifname }) => ifname.startsWith('dummy')).length),
      );
      assert.deepEqual(left, [1, 0, 1, 0]);
    } finally {
      other.close();
      await new QemuProvider(`${LAB}-two`).down();
    }
  });
});
