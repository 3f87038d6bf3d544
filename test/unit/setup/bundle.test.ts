import assert from 'node:assert/strict';
import { execa } from 'execa';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unpackBundle } from '../../../lib/bundle.mjs';
import { temporaryFolder } from './temporary.js';

/** Of the file in it. */
const SIZE = 50_000_000;

describe('a bundle', function () {
  this.timeout(30_000);
  const folder = temporaryFolder();
  let cache: string | undefined;

  before(async () => {
    cache = process.env.XDG_CACHE_HOME;
    process.env.XDG_CACHE_HOME = join(folder(), 'cache');
    mkdirSync(join(folder(), 'content'));
    writeFileSync(join(folder(), 'content', 'nothing'), '');
    truncateSync(join(folder(), 'content', 'nothing'), SIZE);
    const sha256 = createHash('sha256').update(Buffer.alloc(SIZE)).digest('hex');
    const manifest = { format: 1, made: '', files: { nothing: { size: SIZE, sha256 } } };
    writeFileSync(join(folder(), 'content', 'netdive.json'), JSON.stringify(manifest));
  });
  after(() => {
    if (cache === undefined) delete process.env.XDG_CACHE_HOME;
    else process.env.XDG_CACHE_HOME = cache;
  });

  const packed = async (name: string, ...how: string[]): Promise<string> => {
    const file = join(folder(), name);
    await execa('tar', [
      '--create',
      ...how,
      '--file',
      file,
      '-C',
      join(folder(), 'content'),
      'netdive.json',
      'nothing',
    ]);
    return file;
  };
  const unpacked = (): string[] => {
    const offline = join(folder(), 'cache', 'netdive', 'offline');
    return existsSync(offline) ? readdirSync(offline) : [];
  };

  for (const [name, how] of [
    ['is compressed', '--gzip'],
    ['has holes', '--sparse'],
  ] as const) {
    it(`that ${name} is not unpacked: it may be larger than any disk`, async () => {
      const file = await packed(`${name}.tar`, how);
      assert.throws(() => unpackBundle(file), /would be larger unpacked than it is, and is not unpacked/);
      assert.deepEqual(unpacked(), []);
    });
  }

  it('that holds what it says is unpacked', async () => {
    const { folder: into } = unpackBundle(await packed('whole.tar'));
    assert.deepEqual(readdirSync(into).sort(), ['netdive.json', 'nothing']);
  });
});
