import { execa } from 'execa';
import { accessSync, constants, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheHome } from '../../paths.js';
import type { Progress } from '../../progress.js';
import { ACCELERATION, type Accelerator } from './machine.js';
import type { BuiltImage, Image } from './image.js';
import { privateFolder, writeAtomically } from '../../private-file.js';
import { QEMU } from './version.js';

/**
 * KVM where a real guest has booted with it, else emulation. /dev/kvm may be there and still run no guest, so our own
 * kernel is started, under a time limit: without a root file system it prints its banner, panics, and QEMU ends.
 * The answer is kept until QEMU, the image’s kernel or the host's kernel is another. Which emulation it is otherwise follows from QEMU's version.
 */
export async function accelerator(image: BuiltImage, version: string, progress: Progress): Promise<Accelerator> {
  try {
    accessSync('/dev/kvm', constants.R_OK | constants.W_OK);
  } catch {
    return emulation(version);
  }
  const asked = `${version} ${image.kernelDigest} ${readFileSync('/proc/version', 'utf8').trim()}`;
  const memory = join(privateFolder(cacheHome()), 'accelerator.json');
  try {
    const known = JSON.parse(readFileSync(memory, 'utf8')) as { asked?: unknown; kvm?: unknown };
    if (known.asked === asked && typeof known.kvm === 'boolean') return known.kvm ? 'kvm' : emulation(version);
  } catch {
    // never asked
  }
  progress('trying whether this computer can run machines with KVM');
  const kvm = await kvmRuns(image);
  writeAtomically(memory, JSON.stringify({ asked, kvm }));
  return kvm ? 'kvm' : emulation(version);
}

/**
 * How a version of QEMU emulates a machine. Before 8.1 a processor of the machine can run what another one has just
 * overwritten, and Linux overwrites its own code, when a ping asks for time stamps for instance: its kernel then panics with
 * "Oops: int3" (QEMU's commit deba78709a, multipath-tcp/mptcp_net-next#471). One thread for all processors does not do that.
 * @example emulation('7.2.22 (Debian 1:7.2+dfsg-7+deb12u18)') // 'tcg-single'
 */
export function emulation(version: string): Accelerator {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  return major > 8 || (major === 8 && minor >= 1) ? 'tcg' : 'tcg-single';
}

async function kvmRuns(image: Image): Promise<boolean> {
  const guest = await execa(
    QEMU,
    [
      ...['-nodefaults', '-no-user-config', '-display', 'none', '-machine', 'q35', '-m', '256', '-no-reboot'],
      ...ACCELERATION.kvm,
      ...['-kernel', image.kernel, '-append', 'console=ttyS0 panic=-1', '-serial', 'stdio'],
    ],
    { reject: false, timeout: 8_000, killSignal: 'SIGKILL', stdin: 'ignore' },
  );
  return !guest.failed && /Linux version/.test(guest.stdout);
}
