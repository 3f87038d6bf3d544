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

/** iproute2 prints routes and rules in the words that it also takes: what is new is deleted, what is gone added, by its own line. */
function byTheirLines(what: string, read: string, legible: (line: string) => string | undefined): Part {
  return {
    what,
    read,
    entries: (text) => entriesOfLines(linesOf(text).flatMap((line) => legible(line.trim()) ?? [])),
    follows: goesWithItsDevice,
    undo: (changes: readonly Change[], ground: Ground) =>
      changes
        .filter(({ key }) => !isManagement(key, ground))
        .sort((a, b) => Number(isNew(b)) - Number(isNew(a)))
        .map((change) => {
          const [object, words] = /^(ip -\d \S+) (.*)$/.exec(change.key)!.slice(1) as [string, string];
          return fromWords(`${object} ${isNew(change) ? 'del' : 'add'} ${words}`);
        }),
  };
}

/** Routes of all tables (ip-route(8)); without those that the kernel, DHCP or a router's advertisement makes by itself. */
export const routes: Part = byTheirLines('route', IP_LINES, (line) => {
  if (!/^[a-z]/.test(line) || line.startsWith('id ')) return undefined;
  // The kernel tells each IPv6 route's preference (RFC 4191), and no IPv4 route has one.
  const family = / pref (low|medium|high)$/.test(line) ? 6 : 4;
  const own = / proto kernel /.test(line) && (family === 6 || / table local /.test(line));
  if (own || / proto (ra|redirect|dhcp) /.test(line)) return undefined;
  const states = / (linkdown|dead|pervasive|offload|offload_failed|trap|rt_offload|rt_trap)(?= |$)/g;
  return `ip -${family} route ${line.replaceAll('\\', ' ').replaceAll(/\s+/g, ' ').replaceAll(states, '').trim()}`;
});

const rule =
  (family: 4 | 6) =>
  (line: string): string | undefined =>
    /^\d+:/.test(line)
      ? line
          .replace(/^(\d+):\s+/, `ip -${family} rule pref $1 `)
          .replace('lookup [l3mdev-table]', 'l3mdev')
          .replaceAll(/ \[[a-z]+\]/g, '')
      : undefined;

/** Routing policy (ip-rule(8)). */
export const rules: Part = byTheirLines('rule', IP_LINES, rule(4));
export const rules6: Part = byTheirLines('IPv6 rule', 'ip -6 -o rule', rule(6));

/** Next hops that are objects of their own (ip-nexthop(8)). Deleting one takes only its number, adding one no scope. */
export const nextHops: Part = {
  what: 'nexthop',
  read: IP_LINES,
  entries: (text) =>
    entriesOfLines(
      linesOf(text)
        .filter((line) => line.startsWith('id '))
        .map((line) => line.replaceAll(/ (linkdown|dead|scope \S+)(?= |$)/g, '').trim()),
    ),
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
