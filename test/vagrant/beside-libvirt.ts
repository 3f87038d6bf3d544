import { execa } from 'execa';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { examine } from '../../lib/src/setup/prerequisite.js';
import { vagrant } from '../../lib/src/setup/vagrant.js';
import { LAB } from '../lab/netdive.js';

/**
 * Starts a module of Node's as `fork` does, beside a libvirt, a network and a Vagrant of its own: this computer's stay as they
 * are. What it leaves in files goes when it ends.
 */
export function besideLibvirt(module: string, args: readonly string[]): ChildProcess {
  const home = mkdtempSync('/var/tmp/libvirt-netdive-'); // some GB: /tmp may be memory
  const isolated = fileURLToPath(new URL('isolated.sh', import.meta.url));
  return spawn('unshare', [...APART, 'bash', isolated, process.execPath, ...process.execArgv, module, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      LIBVIRT_HOME: home,
      VAGRANT_HOME: join(home, 'vagrant'),
      NETDIVE_TEST_LAB: `${LAB}-vagrant`, // not the other parts' lab, whatever ends this one
    },
  });
}

/** Why this computer cannot have one, as sentences; undefined where it can. */
export async function whyNotBesideLibvirt(): Promise<string | undefined> {
  const lacking = (await examine(vagrant)).filter(({ ok }) => !ok);
  if (lacking.length > 0) return lacking.map(({ prerequisite, found }) => `${prerequisite.what}: ${found}`).join(' ');
  const { failed, stderr = '' } = await execa('unshare', [...APART, 'true'], { reject: false });
  return failed ? `A libvirt beside this computer’s own takes root, and namespaces: ${stderr.trim()}.` : undefined;
}

const APART: readonly string[] = ['--net', '--mount'];
