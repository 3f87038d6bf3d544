import {
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

/** iproute2 prints routes and rules in the words that it also takes: what is new is deleted, what is gone added, by its own line. */
function byTheirLines(what: string, read: string, legible: (line: string) => string | undefined): Part {
  return {
    what,
    read,
    entries: (text) => entriesOfLines(linesOf(text).flatMap((line) => legible(line) ?? [])),
    follows: goesWithItsDevice,
    undo: (changes: readonly Change[], ground: Ground) =>
      [...changes]
        .filter(({ key }) => !isManagement(key, ground))
        .sort((a, b) => Number(isNew(b)) - Number(isNew(a)))
        .map((change) => {
          const [family = '', ...words] = change.key.split(' ');
          return fromWords(`ip ${family} ${what} ${isNew(change) ? 'del' : 'add'} ${words.join(' ')}`);
        }),
  };
}

const bothFamilies = (command: string): string =>
  `ip -4 ${command} | sed "s/^/-4 /"; ip -6 ${command} | sed "s/^/-6 /"`;

/** Routes of all tables (ip-route(8)); without those that the kernel, DHCP or a router's advertisement makes by itself. */
export const routes: Part = byTheirLines('route', bothFamilies('-o -d route show table all'), (line) => {
  if (/ table local /.test(line) && / proto kernel /.test(line)) return undefined;
  if (/ proto (ra|redirect|dhcp) /.test(line) || (line.startsWith('-6') && / proto kernel /.test(line)))
    return undefined;
  const states = / (linkdown|dead|pervasive|offload|offload_failed|trap|rt_offload|rt_trap)(?= |$)/g;
  return line.replaceAll('\\', ' ').replaceAll(/\s+/g, ' ').replaceAll(states, '').trim();
});

/** Routing policy (ip-rule(8)). */
export const rules: Part = byTheirLines('rule', bothFamilies('-o rule'), (line) =>
  line
    .replace(/^(-\d) (\d+):\s+/, '$1 pref $2 ')
    .replace('lookup [l3mdev-table]', 'l3mdev')
    .replaceAll(/ \[[a-z]+\]/g, '')
    .trim(),
);

/** Next hops that are objects of their own (ip-nexthop(8)). Deleting one takes only its number, adding one no scope. */
export const nextHops: Part = {
  what: 'nexthop',
  read: 'ip nexthop',
  entries: (text) =>
    entriesOfLines(linesOf(text).map((line) => line.replaceAll(/ (linkdown|dead|scope \S+)(?= |$)/g, '').trim())),
  follows: goesWithItsDevice,
  undo: (changes, ground) =>
    changes
      .filter(({ key }) => !isManagement(key, ground))
      .map((change) =>
        isNew(change)
          ? fromWords(`ip nexthop del ${/^id \d+/.exec(change.key)?.[0]}`)
          : fromWords(`ip nexthop add ${change.key}`),
      ),
};
