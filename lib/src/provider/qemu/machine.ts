import { join } from 'node:path';
import { consoleFile } from './console.js';
import { DATA_NICS, NODES, type NodeName } from '../nodes.js';

/** MiB. A node uses about 100 when idle; a snapshot's size and time follow what is used, not this. */
export const MEMORY = 512;

/** `tcg` emulates each processor in a thread of its own, `tcg-single` all of them in one. */
export const ACCELERATORS = ['kvm', 'tcg', 'tcg-single'] as const;

export type Accelerator = (typeof ACCELERATORS)[number];

export interface Machine {
  readonly node: NodeName;
  readonly accelerator: Accelerator;
  readonly kernel: string;
  readonly initrd: string;
  /** The machine's own qcow2 overlay. */
  readonly disk: string;
  /** Folder for its sockets, shared by both machines of a lab. */
  readonly sockets: string;
  /** The snapshot to start from; a cold boot without. */
  readonly snapshot?: string;
}

export const monitorSocket = (sockets: string, node: string): string => join(sockets, `${node}.qmp`);
export const agentSocket = (sockets: string, node: string): string => join(sockets, `${node}.qga`);
export const segmentSocket = (sockets: string, nic: string): string => join(sockets, `${nic}.link`);
export const managementAddress = (node: NodeName): string => `192.168.127.1${NODES.indexOf(node) + 1}`;

/**
 * The accelerator's options, with the CPU model and how many processors: two, so that sshd sends an answer while the shell makes
 * itself ready for the next command. Where one thread would run both in turn, a second one helps nobody, and what the kernel does
 * to keep the two apart costs a quarter of this computer's time for a command.
 * Without a bound on what it keeps of the code that it has translated, an emulated machine grows by a gigabyte (1 GiB is QEMU's own).
 * `-cpu max` would make the guest's libc use AVX, which costs more than it saves where it is emulated.
 */
export const ACCELERATION: Record<Accelerator, readonly string[]> = {
  kvm: ['-accel', 'kvm', '-cpu', 'host', '-smp', '2'],
  tcg: ['-accel', 'tcg,thread=multi,tb-size=128', '-cpu', 'Nehalem', '-smp', '2'],
  'tcg-single': ['-accel', 'tcg,thread=single,tb-size=128', '-cpu', 'Nehalem', '-smp', '1'],
};

const KERNEL_COMMAND_LINE = [
  'root=/dev/vda rw rootfstype=ext4 fsck.mode=skip net.ifnames=0 console=ttyS0 quiet loglevel=3',
  'systemd.show_status=false mitigations=off random.trust_cpu=on nmi_watchdog=0 nowatchdog',
].join(' ');

/** The argument that tells a lab's machine from all other processes. */
export const monitorArgument = (sockets: string, node: NodeName): string =>
  `unix:${comma(monitorSocket(sockets, node))},server=on,wait=off`;

/** What `qemu-system-x86_64` is called with for one machine. */
export function qemuArguments(machine: Machine): string[] {
  const number = NODES.indexOf(machine.node) + 1;
  // The fifth byte is the machine, the sixth the NIC: vagrant/provision.sh names the NICs by them.
  const mac = (nic: number): string => `52:54:00:6e:0${number}:0${nic}`;
  const { sockets, node } = machine;
  return [
    ['-name', `netdive-${node}`],
    ['-nodefaults', '-no-user-config', '-display', 'none', '-machine', 'q35'],
    ACCELERATION[machine.accelerator],
    ['-m', String(MEMORY), '-rtc', 'base=utc'],
    ['-kernel', machine.kernel, '-initrd', machine.initrd],
    ['-append', `${KERNEL_COMMAND_LINE} systemd.hostname=${node}`],
    ['-drive', `if=virtio,format=qcow2,cache=unsafe,discard=unmap,file=${comma(machine.disk)}`],
    ['-device', 'virtio-rng-pci'],
    ['-chardev', `file,id=console,append=on,path=${comma(consoleFile(sockets, node))}`, '-serial', 'chardev:console'],
    ['-qmp', monitorArgument(sockets, node)],
    ['-chardev', `socket,id=qga,path=${comma(agentSocket(sockets, node))},server=on,wait=off`],
    ['-device', 'virtio-serial-pci', '-device', 'virtserialport,chardev=qga,name=org.qemu.guest_agent.0'],
    // The data NICs come first, so that the kernel itself calls them eth0 and eth1. A speed makes LACP work on them.
    // They let every VLAN in (`ctrl_vlan`): until its commit 06b636a1e2ad QEMU empties a card's list of VLANs at a `loadvm`,
    // and from then on the card drops all of them.
    ...DATA_NICS.flatMap((nic, index) => [
      [
        '-netdev',
        `stream,id=${nic},server=${number === 1 ? 'on' : 'off'},addr.type=unix,addr.path=${comma(segmentSocket(sockets, nic))}`,
      ],
      [
        '-device',
        `virtio-net-pci,id=nic-${nic},netdev=${nic},mac=${mac(index + 1)},romfile=,ctrl_vlan=off,speed=1000,duplex=full`,
      ],
    ]),
    // The system picks the port that leads to sshd, so that nobody can take it before us; `info usernet` tells which.
    ['-netdev', `user,id=mgmt0,restrict=on,net=192.168.127.0/24,hostfwd=tcp:127.0.0.1:0-${managementAddress(node)}:22`],
    ['-device', `virtio-net-pci,id=nic-mgmt0,netdev=mgmt0,mac=${mac(0)},romfile=`],
    machine.snapshot === undefined ? [] : ['-loadvm', machine.snapshot],
  ].flat();
}

/** QEMU's option parser reads `,,` as a comma inside a value. */
const comma = (value: string): string => value.replaceAll(',', ',,');
