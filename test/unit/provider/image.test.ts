import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildFailure } from '../../../lib/src/provider/qemu/image/build-failure.js';
import { image } from '../../../lib/src/provider/qemu/image.js';
import { layers, layerSet } from '../../../lib/src/provider/qemu/image/layer.js';
import { readQcow2 } from '../../../lib/src/provider/qemu/image/qcow2.js';
import { sourcesKey } from '../../../lib/src/provider/qemu/image/sources.js';
import { stamp, untouched } from '../../../lib/src/provider/qemu/image/stamp.js';

describe('an image', () => {
  it('has layers that say what they are for', () => {
    assert.ok(layers().length > 0);
    for (const { name, summary } of layers()) assert.match(summary, /^\w.*\.$/, name);
  });

  it('is the same whatever order its layers are named in, and another with another layer', () => {
    assert.deepEqual(layerSet(['ebpf', 'containers', 'ebpf']), ['containers', 'ebpf']);
    assert.equal(image(['ebpf', 'containers']).key, image(['containers', 'ebpf']).key);
    assert.equal(new Set([image(), image(['ebpf']), image(['containers'])].map(({ key }) => key)).size, 3);
  });

  it('is named by the content of its sources and by where one ends and the next begins', () => {
    const key = (...files: [string, string][]): string =>
      sourcesKey(files.map(([path, text]) => ({ path, mode: 0o644, content: Buffer.from(text) })));
    assert.equal(key(['a', 'x']), key(['a', 'x']));
    assert.notEqual(key(['a', 'x'], ['b', 'y']), key(['a', `xb${String.fromCharCode(0)}1${String.fromCharCode(0)}y`]));
    assert.notEqual(key(['a', 'x']), key(['a', 'y']));
  });

  it('that could not be built says why where the builder’s log shows it', () => {
    const { message } = buildFailure('The image', "E: Temporary failure resolving 'a.example'");
    assert.match(message, /^The image could not be built\. .*no network[^]*--offline FILE$/);
    assert.match(buildFailure('The image', 'tar: disk.raw: No space left on device').message, /The disk is full/);
    assert.match(
      buildFailure('The image', 'E: something else').message,
      /built:\nE: something else\nSee `npx netdive doctor`/,
    );
  });
});

describe('a folder’s stamp', () => {
  const folder = mkdtempSync(join(tmpdir(), 'netdive-stamp-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('tells whether a file was touched, cut short or removed', () => {
    const file = join(folder, 'file');
    writeFileSync(file, 'content');
    assert.equal(untouched(folder), false, 'there is no stamp');
    const again = (): void => stamp(folder, ['file']);
    again();
    assert.equal(untouched(folder), true);
    utimesSync(file, new Date(), new Date(0));
    assert.equal(untouched(folder), false, 'touched');
    again();
    writeFileSync(file, 'conten');
    assert.equal(untouched(folder), false, 'cut short');
    again();
    rmSync(file);
    assert.equal(untouched(folder), false, 'removed');
  });
});

describe('a qcow2 file’s header', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'netdive-qcow2-')), 'disk');
  after(() => rmSync(join(file, '..'), { recursive: true, force: true }));
  const header = (backing = '', incompatible = 0): Buffer => {
    const bytes = Buffer.alloc(512);
    bytes.write('QFI\xfb', 'latin1');
    bytes.writeUInt32BE(3, 4);
    bytes.writeBigUInt64BE(backing === '' ? 0n : 200n, 8);
    bytes.writeUInt32BE(backing.length, 16);
    bytes.writeUInt32BE(incompatible, 76);
    bytes.write(backing, 200);
    return bytes;
  };

  it('tells what file it lies over, and whether its data is elsewhere', () => {
    const of = (content: Buffer | string): ReturnType<typeof readQcow2> => {
      writeFileSync(file, content);
      return readQcow2(file);
    };
    assert.deepEqual(of(header()), { externalData: false });
    assert.deepEqual(of(header('/etc/shadow')), { backing: '/etc/shadow', externalData: false });
    assert.deepEqual(of(header('', 4)), { externalData: true });
    assert.equal(of('no disk'), undefined);
    assert.equal(readQcow2(join(file, 'nowhere')), undefined);
  });
});
