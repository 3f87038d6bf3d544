import assert from 'node:assert/strict';
import { execa } from 'execa';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import { checkout } from '../../lib/src/paths.js';
import { image } from '../../lib/src/provider/qemu/image.js';
import { MEASURED, aptSize, downloadText, downloads } from '../../lib/src/setup/download.js';
import { examine, missing, type Prerequisite } from '../../lib/src/setup/prerequisite.js';
import { venv } from '../../lib/src/setup/python.js';
import { inTurn } from './in-turn.js';
import { netdive } from './netdive.js';

/** What a set-up says that it downloads is within this of what it does. */
const TOLERANCE = 0.15;

function near(said: number, measured: number): void {
  const text = `lib/downloads.json says ${said}, measured ${Math.round(measured)}`;
  assert.ok(Math.abs(said - measured) <= TOLERANCE * measured, text);
}

describe('what a set-up says that it will download', function () {
  this.timeout(120_000);
  inTurn(this, 'hosts', [
    ...[
      'lib/downloads.json',
      'lib/src/setup/download.ts',
      'notebooks/requirements.txt',
      'package-lock.json',
      'vagrant',
    ],
    'test/lab/download.test.ts',
  ]);

  it('is what npm keeps of the packages that are installed', async function () {
    const cache = (await execa('npm', ['config', 'get', 'cache'], { cwd: checkout })).stdout;
    const lock = JSON.parse(readFileSync(join(checkout, 'node_modules', '.package-lock.json'), 'utf8')) as {
      packages: Record<string, { integrity?: string }>;
    };
    const hashes = new Set(Object.values(lock.packages).flatMap(({ integrity }) => integrity ?? []));
    // npm's cache holds each package as it came, named by its hash: cacache's content-v2/sha512/ab/cd/...
    const sizes = [...hashes].map((integrity) => {
      const hex = Buffer.from(integrity.replace(/^sha512-/, ''), 'base64').toString('hex');
      const file = join(cache, '_cacache', 'content-v2', 'sha512', hex.slice(0, 2), hex.slice(2, 4), hex.slice(4));
      return statSync(file, { throwIfNoEntry: false })?.size;
    });
    assert.ok(sizes.length > 100);
    if (sizes.includes(undefined)) return this.skip(); // the packages came another way than by this cache
    const packages = sizes.reduce<number>((sum, size) => sum + size!, 0);
    // npm asks what there is of each package as well: 6.5 of 65.5 MB by `npm ci --cache EMPTY`.
    near(MEASURED.npm, packages / 0.9);
  });

  it('is what the Python packages that are installed weigh when they are packed', async function () {
    const library = join(venv, 'lib');
    const [python] = readdirSync(library);
    const site = join(library, python!, 'site-packages');
    let packed = 0;
    for (const dist of readdirSync(site).filter(
      (name) => name.endsWith('.dist-info') && !/^(pip|setuptools)-/.test(name),
    )) {
      const record = readFileSync(join(site, dist, 'RECORD'), 'utf8').split('\n');
      // A wheel is a zip, so each of its files is deflated by itself. What pip made is not in it.
      const files = record.map((line) => line.replace(/,[^,]*,[^,]*$/, '').replaceAll('"', ''));
      const came = files.filter(
        (file) => file !== '' && !/\.pyc$|^(\.\.\/){3}bin\/|\/(RECORD|INSTALLER|REQUESTED)$/.test(file),
      );
      const sizes = came.map(async (file) => (await promisify(deflate)(await readFile(join(site, file)))).length);
      packed += (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    }
    near(MEASURED.python, packed);
  });

  it('is what the archive says of the packages that are in the image', async function () {
    const folder = mkdtempSync(join(tmpdir(), 'netdive-lists-'));
    after(() => rmSync(folder, { recursive: true, force: true }));
    // The builder reads the archive's lists, as it does for the image, and stops there.
    const lists = await execa(
      'mmdebstrap',
      ['--simulate', '--variant=custom', '--skip=cleanup', '--format=directory', 'trixie', join(folder, 'root')],
      { reject: false, env: { TMPDIR: folder } },
    );
    if (lists.failed) return this.skip(); // no network
    const place = join(folder, 'root', 'var', 'lib', 'apt', 'lists');
    const sizes = new Map<string, number>();
    for (const name of readdirSync(place).filter((file) => file.endsWith('_Packages'))) {
      for (const entry of readFileSync(join(place, name), 'utf8').split('\n\n')) {
        const [, known] = /^Package: (.+)$/m.exec(entry) ?? [];
        if (known !== undefined) sizes.set(known, Number(/^Size: (\d+)$/m.exec(entry)?.[1]));
      }
    }
    const built = readFileSync(join(dirname(image().disk), 'packages.txt'), 'utf8')
      .trim()
      .split('\n');
    const names = built.map((line) => line.replace(/[\t:].*/, ''));
    assert.deepEqual(
      names.filter((name) => !sizes.has(name)),
      [],
    );
    const archive = names.reduce((sum, name) => sum + sizes.get(name)!, 0);
    near(MEASURED.image, archive + 10e6); // and the lists themselves, packed
  });

  it('asks apt about this computer’s packages, which need not be missing', async function () {
    const all = await aptSize(['bash'], ['-o', 'Dir::State::status=/dev/null']);
    if (all === undefined) return this.skip(); // apt has no lists here
    assert.ok(all > 1e6 && all < 1e8, String(all));
    assert.ok((await aptSize(['bash']))! < all); // it is here already, or is brought up to date
    assert.equal(await aptSize(['no-such-package-at-all']), undefined);
  });

  it('is told of what is missing only, with its sum', async () => {
    assert.deepEqual(await downloads([]), []);
    const row: Prerequisite = { what: 'Bash', for: 'lab', probe: () => missing('Gone.'), packages: ['bash'] };
    const [one] = await downloads(await examine([row]));
    assert.match(one!.what, /Debian packages for this computer: bash$/);
    const text = downloadText([
      { what: 'One', bytes: 47e6 },
      { what: 'Another', bytes: 118.4e6 },
      { what: 'A third', bytes: undefined },
    ]);
    assert.match(
      text,
      /^This downloads up to 165 MB and more, once:\n +47 MB {2}One\n +118 MB {2}Another\n +size unknown/,
    );
  });

  it('is nothing where nothing is missing', async () => {
    const { stdout, stderr, exitCode } = await netdive('setup');
    assert.equal(exitCode, 0, stderr);
    assert.doesNotMatch(stdout + stderr, /download/);
  });
});
