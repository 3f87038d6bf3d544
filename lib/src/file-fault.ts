import { sep } from 'node:path';
import { LabError } from './errors.js';
import { cacheHome, stateHome } from './paths.js';

/** What went wrong with a file, by the error's code (errno(3)), as the end of a sentence that begins with its path. */
const FAULTS: Readonly<Record<string, string>> = {
  EROFS: 'cannot be written: its file system is read-only.',
  EACCES: 'cannot be used: you have no permission.',
  EPERM: 'cannot be written: it is not allowed.',
  ENOSPC: 'cannot be written: its disk is full.',
  EDQUOT: 'cannot be written: your share of its disk is used up.',
  ENOTDIR: 'cannot be used: what should be a folder above it is a file.',
};

/** How a person lets a place of ours be elsewhere: a command, for each place. */
export const MOVE = {
  cache: 'export XDG_CACHE_HOME=/var/tmp/cache   # any folder that you may write',
  state: 'export NETDIVE_HOME=/var/tmp/netdive   # any folder that you may write',
} as const;

/**
 * A system error that a file or folder is to blame for, as one that says what cannot be written and how to move it.
 * Undefined for any other error.
 * @param path what was to be written, where the error's own path is less telling
 */
export function fileFault(error: unknown, path?: string): LabError | undefined {
  const { code, path: at, dest } = error as NodeJS.ErrnoException & { dest?: string };
  const fault = FAULTS[code ?? ''];
  const place = path ?? dest ?? at;
  if (fault === undefined || place === undefined) return undefined;
  return new LabError(`${place} ${fault}`, cure(place), { cause: error });
}

function cure(place: string): string {
  if (within(place, stateHome())) return `Labs can lie elsewhere: ${MOVE.state}`;
  if (within(place, cacheHome())) return `The machines’ image can lie elsewhere: ${MOVE.cache}`;
  return 'See what else is not as it should be: npx netdive doctor';
}

const within = (place: string, folder: string): boolean => place === folder || place.startsWith(folder + sep);
