import * as z from 'zod';
import { parseRows } from './json.js';

/** One route, as `ip -j route` and `ip -j route get` tell it. Every key is iproute2's own: see `man ip-route`. */
export interface Route {
  /** Where it leads: a subnet such as `10.0.0.0/24`, one address, or `default` for everything else. */
  readonly dst: string;
  /** What is done instead of sending: `blackhole`, `unreachable`, `local`... With `-d`, `unicast` is plain sending. */
  readonly type?: string;
  /** The next router's address. A route without one leads to neighbours on the same link. */
  readonly gateway?: string;
  /** The next router, when it is of the other IP version: an IPv4 route by way of an IPv6 router. */
  readonly via?: Via;
  /** The interface packets leave by. */
  readonly dev?: string;
  /** The routing table, where it is not `main`. */
  readonly table?: string;
  /** Who made it: `kernel` (it came with an address), `dhcp`, `bird`... With `-d`, `boot` is one typed by hand. */
  readonly protocol?: string;
  /** How far it reaches: `link` is a neighbour, `host` this machine. With `-d`, `global` is by way of a router. */
  readonly scope?: string;
  /** The source address that packets get when the program chose none. */
  readonly prefsrc?: string;
  /** Of two routes to the same subnet, the lower one is taken. */
  readonly metric?: number;
  /** `onlink` (the router counts as a neighbour), `linkdown`, `dead`... */
  readonly flags: readonly string[];
  /** Several ways to one destination, taken in turn. */
  readonly nexthops?: readonly Nexthop[];
  /** Settings of its own, such as `mtu` in bytes. */
  readonly metrics?: readonly Readonly<Record<string, unknown>>[];
  /** Only `ip route get ... from ...`: where the packet that the answer is for comes from. */
  readonly from?: string;
  /** Only `ip route get ... iif ...`: the interface it came in by. */
  readonly iif?: string;
  /** Only `ip route get`: the user the answer is for. */
  readonly uid?: number;
  /** Only `ip route get`: what the kernel keeps for this one destination, such as `local` or `redirected`. */
  readonly cache?: readonly string[];
  /** When what was learned about this destination is forgotten, in seconds. */
  readonly expires?: number;
}

/** A router of the other IP version. */
export interface Via {
  /** `inet` is IPv4, `inet6` is IPv6. */
  readonly family: string;
  /** Its address. */
  readonly host: string;
}

/** One of several ways to a destination. */
export interface Nexthop {
  /** The next router's address. */
  readonly gateway?: string;
  /** The next router, when it is of the other IP version. */
  readonly via?: Via;
  /** The interface packets leave by. */
  readonly dev?: string;
  /** How large a share of the traffic it gets, next to the weights of the others. */
  readonly weight: number;
  /** `onlink`, `linkdown`, `dead`... */
  readonly flags: readonly string[];
}

const via = z.looseObject({ family: z.string(), host: z.string() });

const nexthop = z.looseObject({
  gateway: z.string().optional(),
  via: via.optional(),
  dev: z.string().optional(),
  weight: z.number(),
  flags: z.array(z.string()),
});

const route: z.ZodType<Route> = z.looseObject({
  dst: z.string(),
  type: z.string().optional(),
  gateway: z.string().optional(),
  via: via.optional(),
  dev: z.string().optional(),
  table: z.string().optional(),
  protocol: z.string().optional(),
  scope: z.string().optional(),
  prefsrc: z.string().optional(),
  metric: z.number().optional(),
  flags: z.array(z.string()),
  nexthops: z.array(nexthop).optional(),
  metrics: z.array(z.looseObject({})).optional(),
  from: z.string().optional(),
  iif: z.string().optional(),
  uid: z.number().optional(),
  cache: z.array(z.string()).optional(),
  expires: z.number().optional(),
});

/** Reads `ip -j route` and `ip -j route get`. */
export function parseRoutes(text: string): Route[] {
  return parseRows('ip -j route', text, route);
}
