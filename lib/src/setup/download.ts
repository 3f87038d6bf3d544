import { execa } from 'execa';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '../paths.js';
import { imageExists } from '../provider/qemu/image.js';
import { packagesOf } from './packages.js';
import type { Finding } from './prerequisite.js';
import { venvIsMade } from './python.js';

/** Something that a set-up is about to download. */
export interface Download {
  readonly what: string;
  /** Undefined where it cannot be told yet. */
  readonly bytes: number | undefined;
}

/** What was measured, in bytes: lib/downloads.json. The tests measure it again. */
export const MEASURED = JSON.parse(readFileSync(join(checkout, 'lib', 'downloads.json'), 'utf8')) as {
  readonly npm: number;
  readonly python: number;
  readonly image: number;
};

/** What a set-up will download, of what is really missing. The npm packages are there already when this runs. */
export async function downloads(missing: readonly Finding[]): Promise<Download[]> {
  const packages = packagesOf(missing);
  return [
    ...(packages.length > 0
      ? [{ what: `Debian packages for this computer: ${packages.join(' ')}`, bytes: await aptSize(packages) }]
      : []),
    ...(venvIsMade() ? [] : [{ what: 'Python packages: JupyterLab', bytes: MEASURED.python }]),
    ...(imageExists() ? [] : [{ what: 'Debian packages for the machines’ image', bytes: MEASURED.image }]),
  ];
}

/** Says on stderr what a set-up will download, before it does. Says nothing where nothing is missing. */
export async function tellDownloads(missing: readonly Finding[]): Promise<void> {
  process.stderr.write(downloadText(await downloads(missing)));
}

/** The list as lines, with its sum; empty where there is nothing to download. */
export function downloadText(list: readonly Download[]): string {
  if (list.length === 0) return '';
  if (list.length === 1) return `This downloads up to ${inWords(list[0]!.bytes)}, once: ${list[0]!.what}\n`;
  const sum = list.reduce((total, { bytes }) => total + (bytes ?? 0), 0);
  const more = list.some(({ bytes }) => bytes === undefined) ? ' and more' : '';
  const rows = list.map(({ what, bytes }) => `  ${inWords(bytes).padStart(13)}  ${what}\n`);
  return `This downloads up to ${inWords(sum)}${more}, once:\n${rows.join('')}`;
}

/**
 * Bytes that apt would download to install packages, with all that they need. Undefined where apt has no lists of
 * packages yet, or does not know one of them. Needs no root.
 */
export async function aptSize(
  packages: readonly string[],
  options: readonly string[] = [],
): Promise<number | undefined> {
  const { failed, stdout } = await execa(
    'apt-get',
    [...options, 'install', '--print-uris', '-y', '-qq', '--no-install-recommends', ...packages],
    { reject: false, stdin: 'ignore', timeout: 30_000, env: { LC_ALL: 'C' } },
  );
  if (failed) return undefined;
  // 'http://...' name size hash
  return [...stdout.matchAll(/^'[^']*' \S+ (\d+) /gm)].reduce((total, [, size]) => total + Number(size), 0);
}

/** As a person reads it: `118 MB`. */
export const inWords = (bytes: number | undefined): string =>
  bytes === undefined ? 'size unknown' : bytes < 5e5 ? 'under 1 MB' : `${Math.round(bytes / 1e6)} MB`;
