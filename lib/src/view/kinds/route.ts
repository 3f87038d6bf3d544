import type { Nexthop, Route } from '../../parse/route.js';
import { type Kind, keys } from './columns-of.js';

const hop = ({ gateway, via }: { gateway?: string; via?: { host: string } }): string | undefined =>
  gateway ?? via?.host;
const hops = (nexthops: readonly Nexthop[]): string =>
  nexthops.map((one) => `${hop(one) ?? ''} dev ${one.dev} weight ${one.weight}`.trim()).join(', ');

/** A line of a routing table. */
export const route: Kind = {
  known: [['dst', 'flags']],
  columns: [
    ...keys('dst', 'type'),
    { title: 'via', value: (row: Route) => hop(row) ?? (row.nexthops && hops(row.nexthops)) },
    ...keys('dev', 'table', 'protocol', 'scope'),
    { title: 'src', value: 'prefsrc' },
    ...keys('metric', 'metrics', 'from', 'iif', 'cache', 'flags'),
  ],
};
