import { execa } from 'execa';
import { LabError } from '../../errors.js';

export const QEMU = 'qemu-system-x86_64';

/** QEMU's version, such as `7.2.22 (Debian 1:7.2+dfsg-7+deb12u18)`. Throws a LabError where there is no QEMU. */
export async function qemuVersion(): Promise<string> {
  const { stdout, failed } = await execa(QEMU, ['--version'], { reject: false, stdin: 'ignore' });
  const version = /version (.+)/.exec(stdout ?? '')?.[1];
  if (failed || version === undefined) {
    throw new LabError(
      'There is no QEMU on this computer, and the machines run in it.',
      'Install it: sudo apt-get install qemu-system-x86 qemu-utils',
    );
  }
  return version;
}
