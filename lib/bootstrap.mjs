// What npm's scripts call. It runs before anything is installed: Node's own modules only, and syntax that an old Node
// can read, so that it can say that it is too old. It installs the npm packages, compiles lib, and hands over.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const lib = dirname(fileURLToPath(import.meta.url));
const root = dirname(lib);

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  fail(
    `netdive needs Node 20.19 or newer; this is ${process.versions.node}.`,
    'Install a newer one, for example with https://github.com/nvm-sh/nvm: nvm install 22',
  );
}

const lock = join(root, 'package-lock.json');
const installed = join(root, 'node_modules', '.package-lock.json');
if (!existsSync(installed) || newest(lock) > newest(installed)) {
  const bundle = offline(process.argv.slice(2));
  const from = bundle === undefined ? [] : await unpacked(bundle);
  const { npm } = JSON.parse(readFileSync(join(lib, 'downloads.json'), 'utf8'));
  // npm takes minutes to find out that there is no network.
  const how = `, which downloads up to ${Math.round(npm / 1e6)} MB (without a network: npm start -- --offline BUNDLE)`;
  say(`installing the npm packages${bundle === undefined ? how : ''}`);
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...from]);
}
const built = join(lib, 'dist', '.tsbuildinfo');
if (!existsSync(built) || Math.max(newest(join(lib, 'src')), newest(join(lib, 'tsconfig.json'))) > newest(built)) {
  say('compiling the library');
  const began = new Date();
  run(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', lib]);
  // The compiler writes nothing where the sources say what they said before, as after a branch and back.
  utimesSync(built, began, began);
}
await import(pathToFileURL(join(lib, 'dist', 'cli', 'main.js')).href);

/** The latest change to a file, or to anything in a folder. */
function newest(path) {
  const found = statSync(path);
  if (!found.isDirectory()) return found.mtimeMs;
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), found.mtimeMs);
}

/** The bundle that `--offline` names, of the verbs that take one. */
function offline([verb, ...args]) {
  if (verb !== 'start' && verb !== 'setup') return undefined;
  const at = args.findIndex((arg) => arg === '--offline' || arg.startsWith('--offline='));
  return at < 0 ? undefined : (args[at].split('=')[1] ?? args[at + 1]);
}

/** How npm installs from a bundle. The registry's name is only what its packages are kept under. */
async function unpacked(file) {
  const { unpackBundle, BundleError } = await import('./bundle.mjs');
  try {
    say(`unpacking and checking ${file}`);
    const { manifest, folder } = unpackBundle(resolve(file));
    const here = `${process.platform}-${process.arch}`;
    if (manifest.registry === undefined)
      fail('The bundle holds images only, no npm packages.', 'Make one: npx netdive bundle FILE');
    if (manifest.platform !== here) {
      fail(
        `The bundle is for ${manifest.platform}, and this computer is ${here}.`,
        'Make one on a computer like this one.',
      );
    }
    return ['--offline', `--cache=${join(folder, 'npm')}`, `--registry=${manifest.registry}`];
  } catch (error) {
    if (!(error instanceof BundleError)) throw error;
    fail(error.message, error.cure);
  }
}

function run(program, args) {
  // What they print goes to stderr: stdout belongs to the command itself, which may print JSON.
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0)
    fail(
      `${program} ${args.join(' ')} failed${error ? `: ${error.message}` : '.'}`,
      'Mend what it says above, then try again.',
    );
}

function say(text) {
  process.stderr.write(`netdive: ${text}\n`);
}

function fail(what, cure) {
  process.stderr.write(`netdive: ${what}\n${cure}\n`);
  process.exit(1);
}
