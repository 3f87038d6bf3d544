import { execa } from 'execa';
import { LabError } from '../../errors.js';
import { renew, setTime } from '../agent-command.js';
import { DATA_NICS, NODES } from '../nodes.js';

/** What is done to a running machine from outside, without SSH, and Vagrant has no command for. */
export interface Hypervisor {
  /** Pulls the cable out of a machine's card, or puts it back. */
  link(domain: string, mac: string, state: 'up' | 'down'): Promise<void>;
  /** Puts a machine back to a snapshot of Vagrant's, in a fraction of the time that Vagrant takes; not on every hypervisor. */
  revert?(domain: string, tag: string): Promise<void>;
  /** What a machine that comes from a snapshot does not know: the time, that it was restored before, and who is gone. */
  restored(domain: string): Promise<void>;
  /** The bytes that a snapshot's memory takes; 0 where that cannot be found out. */
  snapshotBytes(domain: string, tag: string): Promise<number>;
}

const virsh = (...args: string[]) => run('virsh', ['-q', '-c', 'qemu:///system', ...args]);
const vboxManage = (...args: string[]) => run('VBoxManage', args);

const libvirt: Hypervisor = {
  async link(domain, mac, state) {
    await virsh('domif-setlink', domain, mac, state);
  },
  async revert(domain, tag) {
    await virsh('snapshot-revert', domain, tag, '--running');
  },
  async restored(domain) {
    for (const ask of [renew, setTime])
      await virsh('qemu-agent-command', domain, '--timeout', '20', JSON.stringify(ask()));
  },
  async snapshotBytes(domain, tag) {
    return snapshotSizes(await virsh('qemu-monitor-command', '--hmp', domain, 'info snapshots')).get(tag) ?? 0;
  },
};

const virtualbox: Hypervisor = {
  async link(domain, mac, state) {
    const card = String(Number.parseInt(mac.slice(-2), 16) + 1);
    await vboxManage('controlvm', domain, `setlinkstate${card}`, state === 'up' ? 'on' : 'off');
  },
  restored: () => Promise.resolve(), // VirtualBox's own additions set the clock, where the box has them
  snapshotBytes: () => Promise.resolve(0),
};

/** The hypervisors that the Vagrantfile knows. */
export type HypervisorName = 'libvirt' | 'virtualbox';
export const HYPERVISORS: Readonly<Record<HypervisorName, Hypervisor>> = { libvirt, virtualbox };

export const HYPERVISOR_NAMES: readonly HypervisorName[] = ['libvirt', 'virtualbox'];

/** The hypervisor of a name, as the Vagrantfile's `PROVIDER` takes it. Throws a LabError for another one. */
export function hypervisorName(wanted: string = 'libvirt'): HypervisorName {
  if (Object.hasOwn(HYPERVISORS, wanted)) return wanted as HypervisorName;
  throw new LabError(
    `The Vagrantfile knows no PROVIDER ${JSON.stringify(wanted)}.`,
    `It knows ${Object.keys(HYPERVISORS).join(' and ')}.`,
  );
}

/**
 * A card's MAC address, the same on every provider. Throws a LabError for a machine or card that there is none of.
 * @example macOf('node2', 'eth0') // '52:54:00:6e:02:01'
 */
export function macOf(node: string, nic: string): string {
  const [machine, card] = [NODES.findIndex((name) => name === node), DATA_NICS.findIndex((name) => name === nic)];
  if (machine < 0) throw new LabError(`There is no machine called ${node}.`, `The lab has ${NODES.join(' and ')}.`);
  if (card < 0) throw new LabError(`There is no cable ${nic}.`, `There are ${DATA_NICS.join(' and ')}.`);
  return `52:54:00:6e:0${machine + 1}:0${card + 1}`;
}

const UNITS: Readonly<Record<string, number>> = { B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 };

/** The memory of each snapshot in bytes, of what QEMU's `info snapshots` prints: two or three digits of it are told. */
export function snapshotSizes(text: string): Map<string, number> {
  const rows = text.matchAll(/^\S+ +(\S+) +([\d.]+) (B|KiB|MiB|GiB) /gm);
  return new Map([...rows].map(([, tag, size, unit]) => [tag!, Number(size) * UNITS[unit!]!]));
}

async function run(program: string, args: readonly string[]): Promise<string> {
  const { failed, code, stdout, stderr } = await execa(program, args, { reject: false, stdin: 'ignore' });
  if (code === 'ENOENT') throw new LabError(`There is no ${program} on this computer.`);
  if (failed) throw new LabError(`${program} ${args[0]} failed: ${stderr.trim()}`);
  return stdout;
}
