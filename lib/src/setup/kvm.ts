import { constants } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import type { Accelerator } from '../provider/qemu/machine.js';
import { note, ok, type Found } from './prerequisite.js';

const EMULATED = 'The machines are emulated (TCG), which is slower, and everything works';

/** Where to look. */
export interface Kvm {
  readonly device?: string;
  readonly cpuinfo?: string;
  /** What a trial machine said, where one can be tried. */
  readonly trial?: (() => Promise<Accelerator>) | undefined;
  /** Where the trial's answer is kept. */
  readonly answer: string;
}

/** Whether machines run with KVM, or why not. Emulation is a fine answer, so nothing is ever missing. */
export async function kvm({ device = '/dev/kvm', cpuinfo = '/proc/cpuinfo', trial, answer }: Kvm): Promise<Found> {
  try {
    await access(device, constants.R_OK | constants.W_OK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES')
      return note(
        `${EMULATED}: you have no permission to use ${device}.`,
        'sudo usermod -aG kvm $USER   # then log out and in',
      );
    return absent(await readFile(cpuinfo, 'utf8').catch(() => ''), device);
  }
  if (trial === undefined)
    return ok(`${device} is here. Whether a machine runs with it is tried once the image is built.`);
  return (await trial()) === 'kvm'
    ? ok('The machines run with KVM, at full speed: a trial machine has booted with it.')
    : note(
        `${EMULATED}: ${device} is here, but a trial machine did not boot with it.`,
        `rm '${answer}'   # to have it tried again`,
      );
}

function absent(cpuinfo: string, device: string): Found {
  const [, flag] = /^flags\s*:.*\b(vmx|svm)\b/m.exec(cpuinfo) ?? [];
  return flag === undefined
    ? note(
        `${EMULATED}: the processor offers no virtualization. A virtual computer often has none; on a real one it is a setting of the firmware (Intel VT-x, AMD-V).`,
      )
    : note(`${EMULATED}: there is no ${device}.`, `sudo modprobe ${flag === 'vmx' ? 'kvm_intel' : 'kvm_amd'}`);
}
