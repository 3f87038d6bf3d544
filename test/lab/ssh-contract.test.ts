import { QemuProvider } from '../../lib/src/provider/qemu/qemu.js';
import { SshProvider } from '../../lib/src/provider/ssh/ssh.js';
import { contract } from './contract.js';
import { LAB } from './netdive.js';
import { ownMachines } from './own-machines.js';

describe('two machines that somebody has already', function () {
  this.timeout(300_000);
  const theirs = new QemuProvider(`${LAB}-theirs`);
  const file = `${theirs.folder}/of-their-own`;

  before(() => ownMachines(theirs, file));
  after(() => theirs.down());

  contract('ssh', () => new SshProvider(LAB, file));
});
