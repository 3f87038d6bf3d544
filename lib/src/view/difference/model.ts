import type { Address } from '../../parse/address.js';
import type { FdbEntry } from '../../parse/fdb.js';
import type { Link } from '../../parse/link.js';
import type { Neighbour } from '../../parse/neigh.js';
import type { Route } from '../../parse/route.js';

/** Where something changed, and what became of it. */
export interface Changed<Row> {
  readonly host: string;
  /** The network namespace; `''` is the machine's own. */
  readonly netns: string;
  readonly change: 'added' | 'removed' | 'changed';
  /** The keys that were different before, as they were. Only where it changed. */
  readonly was?: Partial<Row>;
}

/** A row as it is now (as it was, where it is gone), and what became of it. */
export type Change<Row> = Row & Changed<Row>;

/** An address and the interface that has it. */
export interface AddressOf extends Address {
  readonly ifname: string;
}

/** A network namespace, where it came or went. */
export interface NamespaceName {
  readonly name: string;
}

/** What an interface counted in one direction. */
export interface Counted {
  readonly packets: number;
  readonly bytes: number;
  readonly errors: number;
  readonly dropped: number;
}

/** What an interface counted meanwhile: received and sent. */
export interface CounterChange {
  readonly host: string;
  readonly netns: string;
  readonly ifname: string;
  readonly rx: Counted;
  readonly tx: Counted;
}

/** What changed between two looks at both machines and all their namespaces. */
export interface Difference {
  readonly namespaces: readonly Change<NamespaceName>[];
  readonly links: readonly Change<Link>[];
  readonly addresses: readonly Change<AddressOf>[];
  readonly routes: readonly Change<Route>[];
  readonly neighbours: readonly Change<Neighbour>[];
  readonly fdb: readonly Change<FdbEntry>[];
  /** Only the interfaces whose counters moved. */
  readonly counters: readonly CounterChange[];
}
