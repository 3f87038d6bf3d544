import { execa } from 'execa';
import { accessSync, constants } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { freemem, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { cacheHome } from '../paths.js';
import { imageExists } from '../provider/qemu/image.js';
import { qemuVersion } from '../provider/qemu/version.js';
import type { Prerequisite } from './prerequisite.js';

const GIB = 2 ** 30;

/** All that a lab needs, and then what the project's own tests need. */
export const prerequisites: readonly Prerequisite[] = [
  {
    what: 'Node',
    for: 'lab',
    probe: () => Promise.resolve(process.versions.node), // lib/bootstrap.mjs let no older one in
  },
  { what: 'QEMU', for: 'lab', probe: qemuVersion, packages: ['qemu-system-x86'] },
  { what: 'QEMU’s disk tool', for: 'lab', probe: () => answers('qemu-img', '--version'), packages: ['qemu-utils'] },
  {
    what: 'the image’s builder',
    for: 'lab',
    probe: unlessBuilt(() => answers('mmdebstrap', '--version')),
    packages: ['mmdebstrap'],
  },
  {
    what: 'Debian’s archive keys',
    for: 'lab',
    probe: unlessBuilt(() => readable('/usr/share/keyrings/debian-archive-keyring.gpg')),
    packages: ['debian-archive-keyring'],
  },
  { what: 'mke2fs', for: 'lab', probe: unlessBuilt(() => answers('mke2fs', '-V')), packages: ['e2fsprogs'] },
  {
    what: 'user namespaces',
    for: 'lab',
    probe: unlessBuilt(() =>
      process.getuid?.() === 0
        ? Promise.resolve('not needed as root')
        : answers('newuidmap', '--help').catch(() => readable('/usr/bin/newuidmap')),
    ),
    packages: ['uidmap'],
  },
  { what: 'the ssh command', for: 'lab', probe: () => answers('ssh', '-V'), packages: ['openssh-client'] },
  {
    what: 'Python with venv',
    for: 'lab',
    probe: () => answers('python3', '-c', 'import ensurepip, venv, sys; print(sys.version.split()[0])'),
    packages: ['python3-venv'],
  },
  {
    what: 'free disk',
    for: 'lab',
    probe: async () => {
      const { bavail, bsize } = await statfs(existing(cacheHome()));
      return enough((bavail * bsize) / GIB, imageExists() ? 1 : 3, 'of disk');
    },
    mend: 'Make room, or let XDG_CACHE_HOME name a folder on a larger disk.',
  },
  {
    what: 'memory',
    for: 'lab',
    probe: () => Promise.resolve(enough(totalmem() / GIB, 3, `of memory (${(freemem() / GIB).toFixed(1)} free)`)),
    mend: 'Two machines and a browser need about 3 GB.',
  },
  { what: 'sshd', for: 'tests', probe: () => readable('/usr/sbin/sshd'), packages: ['openssh-server'] },
  { what: 'Chromium', for: 'tests', probe: () => answers('chromium', '--version'), packages: ['chromium'] },
];

/** The image is downloaded or built once; what builds it is not missed after that. */
function unlessBuilt(probe: () => Promise<string>): () => Promise<string> {
  return () => (imageExists() ? Promise.resolve('not needed: the image is built') : probe());
}

async function answers(program: string, ...args: string[]): Promise<string> {
  const { failed, all } = await execa(program, args, { reject: false, all: true, stdin: 'ignore', timeout: 10_000 });
  if (failed) throw new Error(`${program} is missing or does not work`);
  return all.split('\n')[0]!.trim();
}

function readable(path: string): Promise<string> {
  accessSync(path, constants.R_OK);
  return Promise.resolve(path);
}

function enough(have: number, need: number, of: string): string {
  if (have < need) throw new Error(`${have.toFixed(1)} GB ${of}, and ${need} are needed`);
  return `${have.toFixed(1)} GB ${of}`;
}

/** The nearest folder that is there: the cache may not be yet. */
function existing(path: string): string {
  try {
    accessSync(path);
    return path;
  } catch {
    return existing(dirname(path));
  }
}
