import assert from 'node:assert/strict';
import { execa } from 'execa';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accelerator } from '../../lib/src/provider/qemu/accelerator.js';
import { ensureImage } from '../../lib/src/provider/qemu/image.js';
import { privateFolder } from '../../lib/src/private-file.js';
import { qemuVersion } from '../../lib/src/provider/qemu/version.js';
import { VagrantProvider } from '../../lib/src/provider/vagrant/vagrant.js';
import { checkout } from '../../lib/src/paths.js';
import { LAB, bootstrap, netdive } from '../lab/netdive.js';
import { chaptersNow } from './chapters-now.js';

const quiet = (): void => undefined;

describe('machines that somebody starts with Vagrant by hand', function () {
  this.timeout(600_000);
  const place = mkdtempSync('/var/tmp/box-netdive-');
  const { folder, sshConfig } = new VagrantProvider(LAB);
  const dotfiles = join(folder, 'vagrant');
  const settings: Record<string, string> = { NETDIVE_LAB: LAB, VAGRANT_DOTFILE_PATH: dotfiles };
  const vagrant = async (args: string, env: Record<string, string> = {}): Promise<string> => {
    const { failed, all } = await execa('vagrant', args.split(' '), {
      cwd: join(checkout, 'vagrant'),
      env: { ...settings, ...env },
      stdin: 'ignore',
      reject: false,
      all: true,
    });
    assert.ok(!failed, all);
    return all;
  };

  before(async () => {
    rmSync(dotfiles, { recursive: true, force: true }); // those of another libvirt
    privateFolder(dotfiles);
    const kvm = (await accelerator(await ensureImage(quiet), await qemuVersion(), quiet)) === 'kvm';
    settings.DRIVER = kvm ? 'kvm' : 'qemu';
  });
  after(async () => {
    await netdive('down');
    rmSync(place, { recursive: true });
  });

  it('are described by a file that Vagrant finds valid, for libvirt and for VirtualBox', async () => {
    assert.match(await vagrant('validate'), /validated successfully/);
    // Vagrant looks at what is for VirtualBox only where it finds that: a program that tells a version will do.
    writeFileSync(join(place, 'VBoxManage'), '#!/bin/sh\necho 7.0.20r163906\n', { mode: 0o755 });
    const found = { PROVIDER: 'virtualbox', PATH: `${place}:${process.env.PATH}` };
    assert.match(await vagrant('validate', found), /validated successfully/);
  });

  it('want a hypervisor that is there, and are told what to do where it is not', async function () {
    if (!(await execa('VBoxManage', ['--version'], { reject: false })).failed) return this.skip();
    const { exitCode, stderr } = await execa(process.execPath, [bootstrap, 'up', '--provider', 'vagrant'], {
      reject: false,
      stdin: 'ignore',
      env: { NETDIVE_LAB: LAB, PROVIDER: 'virtualbox' },
    });
    assert.equal(exitCode, 1);
    assert.match(stderr, /VirtualBox is not on this computer\.\n[^]*PROVIDER=libvirt/);
  });

  it('come from a box that netdive writes, as it says', async () => {
    const file = join(place, 'netdive.box');
    const { exitCode, stdout, stderr } = await netdive('image', 'build', '--box', file);
    assert.equal(exitCode, 0, stderr);
    const [, name, box] = /vagrant box add --name (netdive-[0-9a-f]{12}-[0-9a-f]{6}) (\S+), then/.exec(stdout)!;
    await vagrant(`box add --name ${name} ${box}`);
    settings.BOX = name!;
  });

  it('are taken over by the next up', async () => {
    await vagrant('up');
    const { exitCode, stderr } = await netdive('up', '--provider', 'vagrant');
    assert.equal(exitCode, 0, stderr);
    assert.match(stderr, /taking over the machines that Vagrant has started/);
    assert.match((await netdive('status')).stdout, /: up \(vagrant, libvirt\)/);
    const { stdout } = await execa('ssh', ['-F', sshConfig, 'node2', 'id -un; uname -n'], { stdin: 'ignore' });
    assert.equal(stdout, 'root\nnode2');
  });

  it('are clean again when one was halted and one suspended behind the lab’s back, and up says so', async () => {
    await vagrant('halt --force node2');
    await vagrant('suspend node1');
    assert.match((await netdive('status')).stdout, /: down/);
    const { exitCode, stderr } = await netdive('up');
    assert.equal(exitCode, 0, stderr);
    assert.match(stderr, /node1 was suspended, node2 was halted/);
    assert.match((await netdive('status')).stdout, /: up/);
  });

  it('are made anew when one was destroyed, for a prepared lab, with what Vagrant does told meanwhile', async () => {
    const { name, number } = chaptersNow()[0]!;
    await netdive('ssh', 'node1', 'touch /root/mess');
    await vagrant('destroy --force node2');
    const { exitCode, stdout, stderr } = await netdive('open', number);
    assert.equal(exitCode, 0, stderr);
    assert.match(stderr, /node2 was destroyed: making new machines/);
    assert.match(stderr, /node2: Machine booted and ready!/);
    assert.match(stdout, new RegExp(`as the chapter ${name} begins\\.[^]*netdive ssh node1`));
    assert.equal((await netdive('ssh', 'node2', 'uname -n')).stdout, 'node2');
    assert.equal((await netdive('ssh', 'node1', 'ls /root')).stdout, '');
  });
});
