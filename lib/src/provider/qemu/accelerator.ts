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
 * The answer is kept until QEMU, the image’s kernel or the host's kernel is another.
 */
export async function accelerator(image: BuiltImage, version: string, progress: Progress): Promise<Accelerator> {
  try {
    accessSync('/dev/kvm', constants.R_OK | constants.W_OK);
  } catch {
    return 'tcg';
  }
  const asked = `${version} ${image.kernelDigest} ${readFileSync('/proc/version', 'utf8').trim()}`;
  const memory = join(privateFolder(cacheHome()), 'accelerator.json');
  try {
    const known = JSON.parse(readFileSync(memory, 'utf8')) as { asked?: unknown; answer?: unknown };
    if (known.asked === asked && (known.answer === 'kvm' || known.answer === 'tcg')) return known.answer;
  } catch {
    // never asked
  }
  progress('trying whether this computer can run machines with KVM');
  const answer = (await kvmRuns(image)) ? 'kvm' : 'tcg';
  writeAtomically(memory, JSON.stringify({ asked, answer }));
  return answer;
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
