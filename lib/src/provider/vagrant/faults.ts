import { LabError } from '../../errors.js';
import { saidIn, type MachineRow } from './machine-readable.js';

/** Something that Vagrant, its plug-in or libvirt says, and what to do then. */
interface Fault {
  /** Looked for in the error's class and text. */
  readonly says: RegExp;
  readonly what: string;
  readonly cure: string;
}

const FAULTS: readonly Fault[] = [
  {
    says: /FogLibvirtConnectionError|Call to virConnectOpen failed|libvirt-sock/,
    what: 'libvirt does not answer.',
    cure: 'Start it: sudo systemctl start libvirtd. It must let you in: sudo usermod -aG libvirt $USER, and log in again.',
  },
  {
    says: /could not detect VirtualBox/,
    what: 'VirtualBox is not on this computer.',
    cure: 'Install it (https://www.virtualbox.org), or use libvirt: PROVIDER=libvirt',
  },
  {
    says: /BoxAddShortNotFound|DownloaderError|downloading the remote file/,
    what: 'Vagrant does not get the box.',
    cure: 'Where there is no network, use the course’s own: npx netdive image build --box netdive.box && vagrant box add --name netdive netdive.box, with BOX=netdive',
  },
  {
    says: /DomainNameExists|about to create is already taken/,
    what: 'There are machines of that name that this Vagrant does not know.',
    cure: 'Look at them: virsh -c qemu:///system list --all. End them (virsh destroy, then virsh undefine), or take another lab: --lab NAME',
  },
  {
    says: /Address already in use/,
    what: 'A port that joins the two machines is taken.',
    cure: 'Another lab has other ports: --lab NAME',
  },
  {
    says: /i386\/kvm|KVM is not available/,
    what: 'This computer cannot run machines with KVM.',
    cure: 'They can be emulated: DRIVER=qemu',
  },
];

/**
 * What a Vagrant that failed has said, as an error with what to do.
 * @param command what it was called with, in words
 */
export function vagrantFault(command: string, rows: readonly MachineRow[], stderr: string): LabError {
  const errors = rows.filter(({ type }) => type === 'error-exit');
  const said = [...errors.map(({ data }) => data.join(' ')), stderr.trim()].filter(Boolean).join('\n');
  const last =
    said ||
    rows
      .flatMap((row) => saidIn(row) ?? [])
      .slice(-3)
      .join('\n');
  const fault = FAULTS.find(({ says }) => says.test(last));
  const detail = withoutTrace(errors.at(-1)?.data.at(-1) ?? last);
  return fault === undefined
    ? new LabError(`${command} failed: ${detail}`, 'Try it by hand, in the folder vagrant of the course.')
    : new LabError(`${command} failed: ${fault.what}\n${detail}`, fault.cure);
}

/** What a program says, without the lines of Ruby that it was at. */
const withoutTrace = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.replace(/^\S+\.rb:\d+:in `[^']*': /, ''))
    .filter((line) => line.trim() !== '' && !/^\s*(from )?\S+\.rb:\d+:in /.test(line))
    .slice(0, 8)
    .join('\n');
