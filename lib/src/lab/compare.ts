import type { Link, LinkCounters } from '../parse/link.js';
import type { Change, CounterChange, Counted, Difference, NamespaceName } from '../view/difference/model.js';
import { settingsOf } from '../view/difference/settings.js';
import type { NamespaceState } from './state.js';

interface Pair {
  readonly host: string;
  readonly netns: string;
  readonly was: NamespaceState | undefined;
  readonly is: NamespaceState | undefined;
}

/**
 * What changed between two looks. An interface is the same one while it keeps its number, whatever its name: a renamed one changed.
 * @example compare(before, after).links
 */
export function compare(before: readonly NamespaceState[], after: readonly NamespaceState[]): Difference {
  const pairs = pairsOf(before, after);
  const rows = <Row extends object>(
    of: (state: NamespaceState) => readonly Row[],
    key: (row: Row) => readonly unknown[],
  ): Change<Row>[] =>
    pairs.flatMap(({ host, netns, was, is }) =>
      changesOf(was ? of(was) : [], is ? of(is) : [], key).map((change) => ({ ...change, host, netns })),
    );
  return {
    namespaces: pairs.flatMap(({ host, netns, was, is }): Change<NamespaceName>[] =>
      was && is ? [] : [{ host, netns, name: netns, change: is ? 'added' : 'removed' }],
    ),
    links: rows(
      (state) => state.links,
      (link) => [link.ifindex],
    ),
    addresses: rows(
      (state) => state.addresses.flatMap(({ ifname, addr_info }) => addr_info.map((one) => ({ ...one, ifname }))),
      (address) => [address.ifname, address.local, address.prefixlen],
    ),
    routes: rows(
      (state) => state.routes,
      // Only a route of IPv6 has a preference: the default routes of both families are called alike.
      (route) => [route.table, route.type, route.dst, route.dev, route.metric, 'pref' in route],
    ),
    neighbours: rows(
      (state) => state.neighbours,
      (neighbour) => [neighbour.dev, neighbour.dst, neighbour.proxy],
    ),
    fdb: rows(
      (state) => state.fdb,
      (entry) => [entry.ifname, entry.mac, entry.vlan, entry.master, entry.dst],
    ),
    counters: pairs.flatMap(countersOf),
  };
}

function pairsOf(before: readonly NamespaceState[], after: readonly NamespaceState[]): Pair[] {
  const keyOf = ({ host, netns }: NamespaceState): string => JSON.stringify([host, netns]);
  const [old, now] = [before, after].map((states) => new Map(states.map((state) => [keyOf(state), state])));
  return [...new Map([...after, ...before].map((state) => [keyOf(state), state]))]
    .map(([key, { host, netns }]) => ({ host, netns, was: old!.get(key), is: now!.get(key) }))
    .sort((a, b) => (a.host === b.host ? 0 : a.host < b.host ? -1 : 1));
}

type Mark<Row> = Row & { readonly change: 'added' | 'removed' | 'changed'; readonly was?: Partial<Row> };

function changesOf<Row extends object>(
  before: readonly Row[],
  after: readonly Row[],
  key: (row: Row) => readonly unknown[],
): Mark<Row>[] {
  const [old, now] = [byKey(before, key), byKey(after, key)];
  const here = [...now].flatMap(([name, row]): Mark<Row>[] => {
    const was = old.get(name);
    if (was === undefined) return [{ ...row, change: 'added' }];
    const keys = new Set(settingsOf(was, row).map(({ path }) => path.split('.')[0]! as keyof Row));
    const earlier = Object.fromEntries([...keys].map((one) => [one, was[one]])) as Partial<Row>;
    return keys.size === 0 ? [] : [{ ...row, change: 'changed', was: earlier }];
  });
  const gone = [...old].filter(([name]) => !now.has(name)).map(([, row]): Mark<Row> => ({ ...row, change: 'removed' }));
  return [...here, ...gone];
}

/** Two rows of one key (two equal routes) are told apart by their order. */
function byKey<Row>(rows: readonly Row[], key: (row: Row) => readonly unknown[]): Map<string, Row> {
  const found = new Map<string, Row>();
  for (const row of rows) {
    let name = JSON.stringify(key(row));
    while (found.has(name)) name += "'";
    found.set(name, row);
  }
  return found;
}

function countersOf({ host, netns, was, is }: Pair): CounterChange[] {
  return (is?.links ?? []).flatMap((link) => {
    const old = was?.links.find(({ ifindex }) => ifindex === link.ifindex);
    const [rx, tx] = (['rx', 'tx'] as const).map((way) => counted(link, old, way));
    const moved = [rx!, tx!].some((way) => Object.values(way).some((count) => count !== 0));
    return moved ? [{ host, netns, ifname: link.ifname, rx: rx!, tx: tx! }] : [];
  });
}

function counted(link: Link, old: Link | undefined, way: 'rx' | 'tx'): Counted {
  const since = (key: keyof LinkCounters): number => (link.stats64?.[way][key] ?? 0) - (old?.stats64?.[way][key] ?? 0);
  return { packets: since('packets'), bytes: since('bytes'), errors: since('errors'), dropped: since('dropped') };
}
