import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { MOVE } from '../file-fault.js';
import { cacheHome, checkout, socketFolder, stateHome } from '../paths.js';
import { findProvider } from '../provider/find.js';
import { labFolder, labName } from '../provider/lab-name.js';
import { NODES } from '../provider/nodes.js';
import { accelerator } from '../provider/qemu/accelerator.js';
import { builtImage, imageExists, type BuiltImage } from '../provider/qemu/image.js';
import { monitorSocket, type Accelerator } from '../provider/qemu/machine.js';

import { QEMU, qemuVersion } from '../provider/qemu/version.js';
import { chromium } from './browser.js';
import { writable } from './folder.js';
import { kvm } from './kvm.js';
import { memory } from './memory.js';
import { loopback } from './port.js';
import { ok, type Found, type Prerequisite } from './prerequisite.js';
import { program } from './program.js';
import { readable } from './readable.js';
import { sockets } from './sockets.js';
import { space } from './space.js';
import { userNamespaces } from './user-namespaces.js';
import { vagrant } from './vagrant.js';

const NEWER_SYSTEM = 'Debian 12, Ubuntu 24.04 and newer ones have it.';

/** All that a lab needs, then what printing slides, the project's own tests, and machines by Vagrant need. */
export const prerequisites: readonly Prerequisite[] = [
  {
    what: 'Node',
    for: 'lab',
    probe: () => program({ command: process.execPath, lowest: '20.19', newer: 'nvm install 22' }),
  },
  { what: 'npm', for: 'lab', probe: () => program({ command: 'npm', lowest: '7.0' }), packages: ['npm'] },
  {
    what: 'QEMU',
    for: 'lab',
    // `-netdev stream`, by which the machines are joined, came with QEMU 7.2.
    probe: () => program({ command: QEMU, lowest: '7.2', newer: NEWER_SYSTEM }),
    packages: ['qemu-system-x86'],
  },
  { what: 'QEMU’s disk tool', for: 'lab', probe: () => program({ command: 'qemu-img' }), packages: ['qemu-utils'] },
  {
    what: 'KVM',
    for: 'lab',
    probe: () =>
      kvm({
        trial: trialOf(builtImage()),
        answer: join(cacheHome(), 'accelerator.json'),
      }),
  },
  {
    what: 'Image builder',
    for: 'lab',
    probe: unlessBuilt(() => program({ command: 'mmdebstrap' })),
    packages: ['mmdebstrap'],
  },
  {
    what: 'Debian’s archive keys',
    for: 'lab',
    probe: unlessBuilt(() => readable('/usr/share/keyrings/debian-archive-keyring.gpg')),
    packages: ['debian-archive-keyring'],
  },
  {
    what: 'mke2fs',
    for: 'lab',
    probe: unlessBuilt(() => program({ command: 'mke2fs', args: ['-V'] })),
    packages: ['e2fsprogs'],
  },
  {
    what: 'newuidmap',
    for: 'lab',
    probe: unlessBuilt(() => (isRoot() ? ok('It is not needed: you are root.') : readable('/usr/bin/newuidmap'))),
    packages: ['uidmap'],
  },
  {
    what: 'User namespaces',
    for: 'lab',
    probe: unlessBuilt(() => userNamespaces({ uid: userInfo().uid, user: userInfo().username })),
  },
  {
    what: 'ssh',
    for: 'lab',
    probe: () => program({ command: 'ssh', args: ['-V'] }),
    packages: ['openssh-client'],
  },
  {
    what: 'Python with venv',
    for: 'lab',
    probe: () =>
      program({
        command: 'python3',
        args: ['-c', 'import ensurepip, venv, sys; print(sys.version)'],
        lowest: '3.10', // jupyterlab 4.6's Requires-Python
        newer: NEWER_SYSTEM,
      }),
    packages: ['python3-venv'],
  },
  {
    what: 'Memory',
    for: 'lab',
    probe: async () => memory((await findProvider().status()).state !== 'down'),
  },
  { what: 'Disk for the image', for: 'lab', probe: () => space(cacheHome(), imageExists() ? 0.5 : 2, MOVE.cache) },
  {
    what: 'Disk to build in',
    for: 'lab',
    probe: unlessBuilt(() => space('/tmp', 2, 'build the image once on another computer')),
  },
  { what: 'Disk for labs', for: 'lab', probe: () => space(stateHome(), 1, MOVE.state) },
  { what: 'Folder of the image', for: 'lab', probe: () => writable(cacheHome(), MOVE.cache) },
  { what: 'Folder of labs', for: 'lab', probe: () => writable(dirname(labFolder(labName())), MOVE.state) },
  {
    what: 'Folder of your notebooks',
    for: 'lab',
    probe: () => writable(join(checkout, 'notebooks', 'mine'), 'Clone the course into a folder that you may write.'),
  },
  {
    what: 'Folder of sockets',
    for: 'lab',
    probe: () => {
      const folder = socketFolder(join(stateHome(), labName()));
      const variable = process.env.XDG_RUNTIME_DIR ? 'XDG_RUNTIME_DIR' : 'TMPDIR';
      return sockets(
        NODES.map((node) => monitorSocket(folder, node)),
        `export ${variable}=/tmp`,
      );
    },
  },
  { what: 'Loopback', for: 'lab', probe: () => loopback() },
  chromium,
  { what: 'git', for: 'tests', probe: () => program({ command: 'git' }), packages: ['git'] },
  { what: 'sshd', for: 'tests', probe: () => readable('/usr/sbin/sshd'), packages: ['openssh-server'] },
  {
    what: 'tcpdump',
    for: 'tests',
    probe: () => program({ command: 'tcpdump' }),
    packages: ['tcpdump'],
  },
  { what: 'tshark', for: 'tests', probe: () => program({ command: 'tshark' }), packages: ['tshark'] },
  {
    what: 'pdftotext',
    for: 'tests',
    probe: () => program({ command: 'pdftotext', args: ['-v'] }),
    packages: ['poppler-utils'],
  },
  ...vagrant,
];

/** How to find out whether a machine runs with KVM, where there is one to try it with. */
const trialOf = (image: BuiltImage | undefined): (() => Promise<Accelerator>) | undefined =>
  image && (async () => accelerator(image, await qemuVersion(), () => undefined));

const isRoot = (): boolean => userInfo().uid === 0;

/** The image is built once; what builds it is not missed after that. */
function unlessBuilt(probe: () => Promise<Found> | Found): () => Promise<Found> | Found {
  return () => (imageExists() ? ok('It is not needed: the image is built.') : probe());
}
