import { execa } from 'execa';
import { missing, ok, type Found, type Prerequisite } from './prerequisite.js';
import { program } from './program.js';
import { readable } from './readable.js';

/** What Vagrant takes to run the course's machines on libvirt. Nothing else of the course needs it. */
export const vagrant: readonly Prerequisite[] = [
  { what: 'Vagrant', for: 'vagrant', probe: () => program({ command: 'vagrant' }), packages: ['vagrant'] },
  { what: 'Vagrant’s plug-in for libvirt', for: 'vagrant', probe: () => plugin(), packages: ['vagrant-libvirt'] },
  {
    what: 'libvirt',
    for: 'vagrant',
    probe: () => readable('/usr/sbin/libvirtd'),
    packages: ['libvirt-daemon-system'],
  },
  { what: 'virsh', for: 'vagrant', probe: () => program({ command: 'virsh' }), packages: ['libvirt-clients'] },
  { what: 'dnsmasq', for: 'vagrant', probe: () => readable('/usr/sbin/dnsmasq'), packages: ['dnsmasq-base'] },
  { what: 'iptables', for: 'vagrant', probe: () => readable('/usr/sbin/iptables'), packages: ['iptables'] },
];

/** Debian packages the plug-in; Vagrant itself does not bring it. */
async function plugin(): Promise<Found> {
  const { stdout = '' } = await execa('vagrant', ['plugin', 'list'], { reject: false, stdin: 'ignore' });
  const version = /^vagrant-libvirt \(([\d.]+)/m.exec(stdout)?.[1];
  return version === undefined ? missing('It is not here.') : ok(`Version ${version} is here.`);
}
