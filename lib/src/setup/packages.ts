import { execa } from 'execa';
import { LabError } from '../errors.js';
import type { Progress } from '../progress.js';
import { aptSize, inWords } from './download.js';
import { examine, installCommand, type Finding } from './prerequisite.js';

/** Debian's packages that bring what was found missing. */
export const packagesOf = (missing: readonly Finding[]): string[] => [
  ...new Set(missing.flatMap((finding) => finding.prerequisite.packages ?? [])),
];

/**
 * Installs Debian's packages for what was found missing, as root or by sudo. It asks for a password only at a terminal.
 * Throws a LabError with the command to type where that is not possible, or where no package mends it.
 */
export async function installMissing(missing: readonly Finding[], progress: Progress): Promise<void> {
  const packages = packagesOf(missing);
  if (packages.length > 0) await install(packages, progress);
  const left = (await examine(missing.map((finding) => finding.prerequisite))).filter((finding) => !finding.ok);
  if (left.length > 0) {
    throw new LabError(
      left.map((finding) => `${finding.prerequisite.what}: ${finding.found}`).join('\n'),
      left.flatMap((finding) => finding.mend ?? []).join('\n'),
    );
  }
}

async function install(packages: readonly string[], progress: Progress): Promise<void> {
  const cure = `Install it by hand: ${installCommand(packages)}`;
  const become = await rootBy();
  if (become === undefined)
    throw new LabError(`This computer lacks ${packages.join(', ')}, and installing needs root.`, cure);
  const apt = async (...args: string[]): Promise<void> => {
    const [program = 'apt-get', ...rest] = [...become, 'apt-get', ...args];
    const { failed, all } = await execa(program, rest, {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
      stdin: process.stdin.isTTY ? 'inherit' : 'ignore',
      all: true,
      reject: false,
    });
    if (failed) throw new LabError(`apt-get ${args.join(' ')} failed:\n${all.split('\n').slice(-8).join('\n')}`, cure);
  };
  progress('reading Debian’s package lists');
  await apt('update', '-qq');
  progress(`installing ${packages.join(' ')} (${inWords(await aptSize(packages))})`);
  await apt('install', '-y', '-qq', '--no-install-recommends', ...packages);
}

/** How to become root: not at all where we are, by sudo where it lets us, or undefined. */
async function rootBy(): Promise<string[] | undefined> {
  if (process.getuid?.() === 0) return [];
  const quiet = await execa('sudo', ['-n', 'true'], { reject: false });
  if (!quiet.failed) return ['sudo', '-n'];
  return process.stdin.isTTY && quiet.code !== 'ENOENT' ? ['sudo'] : undefined;
}
