import assert from 'node:assert/strict';
import { execa } from 'execa';
import { randomUUID } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImageRow } from '../../lib/src/provider/qemu/image/inventory.js';
import { processesNaming } from '../../lib/src/provider/qemu/image/processes.js';
import { building, flip, listed, withCache, workFolders } from './cache.js';
import { inTurn } from './in-turn.js';
import { bootstrap } from './netdive.js';
import { until } from './until.js';

describe('the machines’ image', function () {
  this.timeout(400_000);
  inTurn(this, 'images', ['lib/src/provider/qemu/image', 'vagrant', 'test/lab/image.test.ts', 'test/lab/cache.ts']);
  const home = join(tmpdir(), `netdive images ${randomUUID()}`);
  const images = join(home, 'netdive', 'images');
  const netdive = withCache(home);
  const rows = async (): Promise<ImageRow[]> =>
    JSON.parse((await netdive('image', 'list', '--json')).stdout) as ImageRow[];
  const layers = ['containers'];
  const foreign = workFolders();

  before(() => mkdirSync(home));
  after(() => rmSync(home, { recursive: true, force: true }));

  it('cannot have a layer that there is not', async () => {
    const { exitCode, all } = await netdive('image', 'build', 'kubernetis');
    assert.equal(exitCode, 1);
    assert.match(all, /no layer called "kubernetis"\.\nThe layers: calico, containers, ebpf/);
    assert.deepEqual(listed(images), []);
  });

  it('is not built into a cache that is read-only, and the message says so', async () => {
    const cache = join(home, 'read only');
    mkdirSync(join(cache, 'netdive', 'images'), { recursive: true });
    const mount = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"';
    const { exitCode, all } = await withCache(cache, 'unshare', '-rm', 'sh', '-c', mount, cache)('image', 'build');
    assert.equal(exitCode, 1);
    assert.match(all, /Nothing can be written to the cache, .*: it is read-only\.\nLet XDG_CACHE_HOME name/);
  });

  it('is not begun where the disk has too little room', async () => {
    const cache = join(home, 'small');
    mkdirSync(cache);
    const mount = 'mount -t tmpfs -o size=64m none "$0" && exec "$@"';
    const { exitCode, all } = await withCache(cache, 'unshare', '-rm', 'sh', '-c', mount, cache)('image', 'build');
    assert.equal(exitCode, 1);
    assert.match(all, /has 0\.1 GB free, and building the machines’ image takes 0\.7\.\nMake room/);
  });

  it('leaves nothing half made when the disk is full in the middle', async () => {
    // The builder works on a disk with room enough, which shrinks as soon as it has begun.
    const root = process.getuid!() === 0 ? ['unshare', '-m'] : ['unshare', '-rm', '--map-auto'];
    const shrink = `mount -t tmpfs -o size=3g none /var/tmp || exit 9
      "$@" & while [ ! -e "$(echo /var/tmp/netdive-*/tmp/*/etc/apt)" ]; do sleep 0.1; done
      mount -o remount,size=80m /var/tmp; wait $!; code=$?; ls -A /var/tmp | sed 's/^/left: /'; exit $code`;
    const { exitCode, all } = await withCache(home, ...root, 'sh', '-c', shrink, 'sh')('image', 'build');
    assert.doesNotMatch(all, /^left: /m);
    assert.equal(exitCode, 1);
    assert.match(all, /could not be built\. The disk is full\. The builder said:/);
    assert.deepEqual([listed(images), workFolders()], [[], foreign]);
  });

  it('says where there is no network, and what to do without', async () => {
    const { exitCode, all } = await withCache(home, 'unshare', '-rn')('image', 'build');
    assert.equal(exitCode, 1);
    assert.match(all, /there is no network, or it is not let through[^]*--offline FILE/);
    assert.deepEqual([listed(images), workFolders()], [[], foreign]);
  });

  it('is left by a killed netdive without a process; the next one removes what it left, and an interrupted one leaves nothing', async () => {
    const killed = netdive('image', 'build');
    const work = await building(killed);
    killed.kill('SIGKILL');
    await killed;
    const name = work.replace('netdive-', '');
    await until(async () => (await processesNaming(name)).length === 0);
    assert.deepEqual(listed(images), [`.${name}`]);

    const interrupted = netdive('image', 'build');
    await building(interrupted);
    interrupted.kill('SIGINT');
    const { exitCode, all } = await interrupted;
    assert.equal(exitCode, 130, all);
    assert.match(all, /removing what an interrupted netdive left half made/);
    assert.deepEqual([listed(images), workFolders()], [[], foreign]);
    assert.deepEqual(await processesNaming('netdive-building-' + interrupted.pid), []);
  });

  it('is built once when two want it at once, with a layer, in a path with spaces', async () => {
    const both = await Promise.all([netdive('image', 'build', ...layers), netdive('image', 'build', ...layers)]);
    assert.deepEqual(
      both.map(({ exitCode }) => exitCode),
      [0, 0],
      both.map(({ all }) => all).join('\n'),
    );
    assert.equal(both.filter(({ all }) => all.includes('waiting: another netdive builds the image')).length, 1);
    const [row, ...others] = await rows();
    assert.deepEqual(others, []);
    assert.deepEqual([row!.layers, row!.current, row!.running], [layers, true, false]);
    assert.match(readFileSync(join(images, row!.key, 'packages.txt'), 'utf8'), /^containerd\t/m);
    assert.deepEqual(workFolders(), foreign);
  });

  it('has its layer’s programs in it, and none of their services on', async () => {
    const [row] = await rows();
    const raw = join(home, 'disk.raw');
    await execa('qemu-img', ['convert', '-O', 'raw', join(images, row!.key, 'disk.qcow2'), raw]);
    const look = async (request: string): Promise<string> => (await execa('debugfs', ['-R', request, raw])).stdout;
    assert.match(await look('ls -p /usr/sbin'), /\/runc\//);
    const wanted = await look('ls -p /etc/systemd/system/multi-user.target.wants');
    assert.match(wanted, /netdive-mgmt\.service/);
    assert.doesNotMatch(wanted, /containerd/);
    rmSync(raw);
  });

  it('is not built again where its files were only touched, and is where they are not what they were', async () => {
    const [row] = await rows();
    const disk = join(images, row!.key, 'disk.qcow2');
    utimesSync(disk, new Date(), new Date(0));
    const touched = await netdive('image', 'build', ...layers);
    assert.equal(touched.exitCode, 0);
    assert.match(touched.all, /reading whether they are still whole/);
    assert.doesNotMatch(touched.all, /built anew/);

    const content = readFileSync(disk);
    for (const damage of [() => truncateSync(disk, 1_000_000), () => flip(disk, 50_000_000)]) {
      damage();
      const again = netdive('image', 'build', ...layers);
      await building(again);
      again.kill('SIGINT');
      assert.match((await again).all, /the machines’ image is damaged, and is built anew/);
      writeFileSync(disk, content);
    }
    assert.doesNotMatch((await netdive('image', 'build', ...layers)).all, /built anew/);
  });

  describe('in a file for another computer', () => {
    const file = join(home, 'images.tar');
    const other = join(home, 'other');
    const there = withCache(other);
    const nothing = (): void =>
      assert.deepEqual(
        ['images', 'offline'].flatMap((name) => listed(join(other, 'netdive', name))),
        [],
      );

    before(async () => {
      const { exitCode, all } = await netdive('image', 'export', file);
      assert.equal(exitCode, 0, all);
    });

    it('is refused when the file is cut short, or one byte is another', async () => {
      const damaged = join(home, 'damaged.tar');
      for (const damage of [() => truncateSync(damaged, 30_000_000), () => flip(damaged, 60_000_000)]) {
        cpSync(file, damaged);
        damage();
        const { exitCode, all } = await there('image', 'import', damaged);
        assert.equal(exitCode, 1);
        assert.match(all, /bundle .*(damaged|could not be unpacked)[^]*Copy the bundle again/);
        nothing();
      }
    });

    it('is refused when the file leads out of its folder, or holds a link', async () => {
      const folder = join(home, 'hostile');
      mkdirSync(folder);
      writeFileSync(join(folder, 'netdive.json'), '{"format":1,"made":"","files":{}}');
      writeFileSync(join(home, 'escaped'), 'x');
      await execa('ln', ['-s', '/etc', join(folder, 'link')]);
      for (const member of ['link', '../escaped', join(home, 'escaped')]) {
        const hostile = join(home, 'hostile.tar');
        await execa('tar', ['-cPf', hostile, '-C', folder, 'netdive.json', member]);
        const { exitCode, all } = await there('image', 'import', hostile);
        assert.equal(exitCode, 1);
        assert.match(all, /holds what no bundle holds, and is not unpacked/);
        nothing();
      }
      const { all } = await there('image', 'import', bootstrap);
      assert.match(all, /is no bundle of netdive, or it is damaged/);
      assert.match((await there('image', 'import', '/nowhere')).all, /There is no bundle \/nowhere/);
    });

    it('leaves nothing behind when its import is killed', async () => {
      const run = there('image', 'import', file);
      await until(() => listed(join(other, 'netdive', 'offline')).length > 0);
      run.kill('SIGKILL');
      await run;
      assert.deepEqual(listed(join(other, 'netdive', 'images')), []);
    });

    it('is taken over, bit by bit the same, and used without a builder', async () => {
      const { exitCode, all } = await there('image', 'import', file);
      assert.equal(exitCode, 0, all);
      assert.match(all, /\(containers\): imported/);
      const [row] = await rows();
      const digest = (cache: string): unknown =>
        JSON.parse(readFileSync(join(cache, 'netdive', 'images', row!.key, 'manifest.json'), 'utf8'));
      assert.deepEqual(digest(other), digest(home));
      assert.doesNotMatch((await there('image', 'build', ...layers)).all, /starting/);
      assert.deepEqual(listed(join(other, 'netdive', 'offline')), []);
      assert.match((await there('image', 'import', file)).all, /\(containers\): was there/);
    });

    it('is removed by clean when no source makes it any more, and by clean --all when nothing runs on it', async () => {
      const folder = join(other, 'netdive', 'images');
      const [key] = listed(folder);
      const old = join(folder, '0123456789ab');
      cpSync(join(folder, key!), old, { recursive: true });
      const manifest = join(old, 'manifest.json');
      writeFileSync(manifest, readFileSync(manifest, 'utf8').replaceAll(key!, '0123456789ab'));
      assert.match((await there('image', 'list')).stdout, /0123456789ab .* outdated/);
      const { stdout } = await there('image', 'clean');
      assert.match(stdout, /removed .*0123456789ab[^]*MB freed/);
      assert.deepEqual(listed(folder), [key]);
      // Something that names it runs: QEMU does by its kernel.
      const user = execa('sh', ['-c', 'read -r _', join(folder, key!, 'vmlinuz')], { stdin: 'pipe', reject: false });
      await there('image', 'clean', '--all');
      assert.deepEqual(listed(folder), [key]);
      user.stdin.end();
      await user;
      await there('image', 'clean', '--all');
      assert.deepEqual(listed(folder), []);
    });
  });
});
