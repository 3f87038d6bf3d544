import assert from 'node:assert/strict';
import { layersOf } from '../../lib/src/lab/chapters.js';
import { VagrantProvider } from '../../lib/src/provider/vagrant/vagrant.js';
import { LAB } from '../lab/netdive.js';
import { runSolved } from '../notebooks/run-solved.js';
import { makeFolder, removeFolder } from '../notebooks/session.js';
import { chaptersNow } from './chapters-now.js';

describe('on machines by Vagrant', function () {
  this.timeout(900_000);
  const provider = new VagrantProvider(LAB);
  let folder: string;
  before(() => (folder = makeFolder()));
  after(async () => {
    removeFolder(folder);
    await provider.down();
  });

  for (const chapter of chaptersNow()) {
    it(`the chapter ${chapter.name} passes from top to bottom, with its exercises solved`, async () => {
      await provider.up(() => undefined, { layers: layersOf(chapter) });
      const done = await runSolved(chapter, folder, { NETDIVE_LAB: LAB, NETDIVE_PROVIDER: 'vagrant' });
      assert.deepEqual(done.faults, []);
      assert.equal(done.passed, done.all);
    });
  }
});
