import { command } from '../../transport/quote.js';

/** What a reading found of one kind of thing: what tells one from another, and how it is set. */
export type Entries = ReadonlyMap<string, string>;

/** Something that is not as it was: new (`before` is undefined), gone (`now` is), or set otherwise. */
export interface Change {
  readonly key: string;
  readonly before: string | undefined;
  readonly now: string | undefined;
}

/** What a part must know of the machine that it puts back. */
export interface Ground {
  /** The interfaces that were there before the course. */
  readonly links: ReadonlySet<string>;
  /** Those by which SSH comes in, and what they stand on. Nothing of theirs is ever changed. */
  readonly management: ReadonlySet<string>;
}

/** One kind of thing that a course changes in a machine, as data: how it is read, compared and put back. */
export interface Part {
  /** What one of them is called in a sentence: `route`. */
  readonly what: string;
  /**
   * For bash: prints all that there are, and ends with 0. Parts that read alike are read once. `$since` is the baseline's
   * moment, in seconds since 1970. What no program is started for costs an emulated machine next to nothing.
   */
  readonly read: string;
  entries(text: string): Entries;
  /** The commands that put back what can be put back; none where nobody but the machine's owner should. */
  undo(changes: readonly Change[], ground: Ground): readonly string[];
  /** Changes that follow from others, and go with them. */
  readonly follows?: (change: Change, ground: Ground) => boolean;
  /** In place of the usual sentences about what is still not as it was. */
  readonly tell?: (changes: readonly Change[]) => readonly string[];
}

export const isNew = (change: Change): boolean => change.before === undefined;
export const isGone = (change: Change): boolean => change.now === undefined;

/** All changes from one reading to a later one. */
export function changesSince(before: Entries, now: Entries): Change[] {
  return [...new Set([...before.keys(), ...now.keys()])]
    .map((key) => ({ key, before: before.get(key), now: now.get(key) }))
    .filter((change) => change.before !== change.now);
}

/** Entries from lines that say all by themselves. */
export const entriesOfLines = (lines: readonly string[]): Entries => new Map(lines.map((line) => [line, '']));

/** Interfaces and their addresses, with all details. */
export const IP_ADDRESS = 'ip -d -j address';
/** Routes begin with their type, next hops with `id`, rules with a number and a colon, neighbours with an address. */
export const IP_LINES = `ip -o -d -batch - <<< $'route show table all\\nnexthop\\nrule\\nneigh show nud permanent\\nneigh show proxy'`;

export const linesOf = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');

/** A command made of a program's own words as it printed them. */
export const fromWords = (text: string): string => command`${text.trim().split(/\s+/)}`;

/** The interface that a line of iproute2's names. */
export const deviceOf = (line: string): string | undefined => /(?:^|\s)dev (\S+)/.exec(line)?.[1];

/** Whether a line is of an interface that SSH needs. */
export const isManagement = (line: string, { management }: Ground): boolean => management.has(deviceOf(line) ?? '');

/** What stands on an interface that the course made goes with that interface. */
export function goesWithItsDevice(change: Change, { links }: Ground): boolean {
  const device = deviceOf(change.key);
  return isNew(change) && device !== undefined && !links.has(device);
}
