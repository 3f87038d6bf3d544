// A bundle: one file with all that a set-up would otherwise download. It is a tar of plain files; the first,
// netdive.json, names the others with their sizes and SHA-256. Node's own modules only: bootstrap.mjs reads a bundle
// before anything is installed. What is in a bundle is not believed: it has the names that it should have or is refused.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** What goes wrong with a bundle: what happened, and the way on. */
export class BundleError extends Error {
  constructor(message, cure) {
    super(message);
    this.cure = cure;
  }
}

const COPY = 'Copy the bundle again from where it came, or make a new one there: npx netdive bundle FILE';
const NAME = /^[A-Za-z0-9][\w.+!-]*(\/[A-Za-z0-9][\w.+!-]*)*$/;

/** What a bundle holds, read from its first file. */
export function readBundle(file) {
  if (!existsSync(file))
    throw new BundleError(`There is no bundle ${file}.`, 'Name the file that `npx netdive bundle FILE` made.');
  let manifest;
  let text;
  try {
    text = tar(['--extract', '--to-stdout', '--occurrence=1', '--file', file, 'netdive.json']);
    manifest = JSON.parse(text);
  } catch {
    throw new BundleError(`${file} is no bundle of netdive, or it is damaged.`, COPY);
  }
  const { format, files } = manifest;
  const sound =
    typeof files === 'object' &&
    files !== null &&
    Object.entries(files).every(
      ([name, { size, sha256 }]) => NAME.test(name) && Number.isSafeInteger(size) && /^[0-9a-f]{64}$/.test(sha256),
    );
  if (format !== 1 || !sound) {
    throw new BundleError(`${file} was made by another version of netdive.`, 'Make a new one: npx netdive bundle FILE');
  }
  return { manifest, id: createHash('sha256').update(text).digest('hex').slice(0, 12) };
}

/** The folder that a bundle is unpacked into; it is there once it is whole. */
export const bundleFolder = (id) =>
  join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'netdive', 'offline', id);

/**
 * Unpacks a bundle and checks each file. Nothing is in its place unless all is as it should be; a bundle that was unpacked
 * before is not unpacked again.
 */
export function unpackBundle(file) {
  const { manifest, id } = readBundle(file);
  const folder = bundleFolder(id);
  if (existsSync(folder)) return { manifest, folder };
  const home = join(folder, '..');
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const building = mkdtempSync(join(home, `.unpacking-${process.pid}-${startedAt()}-`));
  try {
    listing(file, (type, name) => type === '-' && (name === 'netdive.json' || Object.hasOwn(manifest.files, name)));
    tar(['--extract', '--no-same-owner', '--no-same-permissions', '--file', file, '--directory', building]);
    for (const [name, { size, sha256 }] of Object.entries(manifest.files)) {
      const path = join(building, name);
      const found = existsSync(path) && lstatSync(path);
      if (!found || !found.isFile() || found.size !== size || digest(path) !== sha256) {
        throw new BundleError(`The bundle ${file} is damaged: ${name} is not what it was.`, COPY);
      }
    }
    const npm = join(building, 'npm.tar');
    if (existsSync(npm)) {
      listing(npm, (type, name) => (type === '-' || type === 'd') && !/^\/|(^|\/)\.\.(\/|$)/.test(name));
      tar(['--extract', '--no-same-owner', '--no-same-permissions', '--file', npm, '--directory', building]);
      rmSync(npm);
    }
    try {
      renameSync(building, folder);
    } catch (error) {
      if (!existsSync(folder)) throw error; // another one was quicker
    }
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
  return { manifest, folder };
}

/**
 * Throws where a tar holds anything that it should not: a link, a device, a path that leads out, or more than its own size,
 * as one that is compressed or has holes may.
 */
function listing(file, allowed) {
  const members = tar(['--list', '--verbose', '--numeric-owner', '--quoting-style=escape', '--file', file]);
  let bytes = 0;
  for (const line of members.split('\n').filter(Boolean)) {
    const [, type, size, name] = /^(.)\S* +\S+ +(\d+) \S+ \S+ (.+)$/.exec(line) ?? [];
    if (type === undefined || !allowed(type, name)) {
      throw new BundleError(`The bundle ${file} holds what no bundle holds, and is not unpacked: ${line}`, COPY);
    }
    bytes += Number(size);
  }
  if (bytes > statSync(file).size)
    throw new BundleError(`The bundle ${file} would be larger unpacked than it is, and is not unpacked.`, COPY);
}

function tar(args) {
  const { status, stdout, stderr, error } = spawnSync('tar', args, {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: { ...process.env, LC_ALL: 'C', TAR_OPTIONS: '' },
  });
  if (error)
    throw new BundleError(`tar could not be started: ${error.message}`, 'Install it: sudo apt-get install tar');
  if (status === 0) return stdout;
  const full = /No space left/.test(stderr);
  throw new BundleError(
    `The bundle could not be unpacked: ${stderr.trim().split('\n').slice(0, 3).join('\n')}`,
    full ? 'Make room, or let XDG_CACHE_HOME name a folder on a larger disk.' : COPY,
  );
}

/** A file's SHA-256; it may be larger than what fits into memory. */
function digest(path) {
  const hash = createHash('sha256');
  const block = Buffer.alloc(2 ** 20);
  const file = openSync(path, 'r');
  try {
    for (let read; (read = readSync(file, block)) > 0;) hash.update(block.subarray(0, read));
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
}

/** When this process started, field 22 of /proc/PID/stat: with its number it names it for good. */
const startedAt = () =>
  readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')[19];
