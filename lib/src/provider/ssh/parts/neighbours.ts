import {
  IP_LINES,
  entriesOfLines,
  fromWords,
  goesWithItsDevice,
  isManagement,
  isNew,
  linesOf,
  type Change,
  type Ground,
  type Part,
} from '../part.js';

/** What is new is deleted by its own words, what is gone is added by them. */
const byTheirWords =
  (program: string) =>
  (changes: readonly Change[], ground: Ground): string[] =>
    changes
      .filter(({ key }) => !isManagement(key, ground))
      .sort((a, b) => Number(isNew(b)) - Number(isNew(a)))
      .map((change) => fromWords(`${program} ${isNew(change) ? 'del' : 'add'} ${change.key}`));

/** Neighbours that somebody wrote down (ip-neighbour(8)); those that the kernel found come and go by themselves. */
export const neighbours: Part = {
  what: 'neighbour',
  read: IP_LINES,
  entries: (text) =>
    entriesOfLines(
      linesOf(text)
        .filter((line) => /^[\da-f]*[.:][\da-f.:]+ dev /.test(line))
        .map((line) => line.trim().replace(/ (router|extern_learn)(?= |$)/g, ''))
        .map((line) =>
          line.endsWith(' proxy') ? `proxy ${line.slice(0, -6).trim()}` : line.replace(/ PERMANENT$/, ' nud permanent'),
        ),
    ),
  follows: goesWithItsDevice,
  undo: byTheirWords('ip neigh'),
};

/** Forwarding entries that somebody wrote down (bridge(8)), not the groups that an interface itself listens to. */
export const forwarding: Part = {
  what: 'forwarding entry',
  read: 'bridge fdb',
  entries: (text) =>
    entriesOfLines(
      linesOf(text)
        .filter((line) => / (permanent|static)\s*$/.test(line) && !/^(33:33|01:00:5e)/.test(line))
        .map((line) => line.replace(/ master \S+/, ' master').trim()),
    ),
  follows: goesWithItsDevice,
  undo: byTheirWords('bridge fdb'),
};
