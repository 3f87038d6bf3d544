import type { Address } from '../../parse/address.js';
import type { FdbEntry } from '../../parse/fdb.js';
import type { Link } from '../../parse/link.js';
import type { Neighbour } from '../../parse/neigh.js';
import type { Route } from '../../parse/route.js';

/** Where something changed, and what became of it. */
export interface Changed<Row> {
  /** The machine. */
  readonly host: string;
  /** The network namespace; `''` is the machine's own. */
  readonly netns: string;
  /** What became of it. */
  readonly change: 'added' | 'removed' | 'changed';
  /** The keys that were different before, as they were. Only where it changed. */
  readonly was?: Partial<Row>;
}

/** A row as it is now (as it was, where it is gone), and what became of it. */
export type Change<Row> = Row & Changed<Row>;

/** An address and the interface that has it. */
export interface AddressOf extends Address {
  /** The interface. */
  readonly ifname: string;
}

/** A network namespace, where it came or went. */
export interface NamespaceName {
  /** Its name. */
  readonly name: string;
}

/** What an interface counted in one direction. */
export interface Counted {
  /** So many more than before; the others alike. */
  readonly packets: number;
  /** With the Ethernet headers. */
  readonly bytes: number;
  /** Frames that came or went damaged. */
  readonly errors: number;
  /** Frames that the kernel had no room or no use for. */
  readonly dropped: number;
}

/** What an interface counted meanwhile: received and sent. */
export interface CounterChange {
  /** The machine. */
  readonly host: string;
  /** The network namespace; `''` is the machine's own. */
  readonly netns: string;
  /** The interface. */
  readonly ifname: string;
  /** Received. */
  readonly rx: Counted;
  /** Sent. */
  readonly tx: Counted;
}

/** What changed between two looks at both machines and all their namespaces. */
export interface Difference {
  /** Namespaces that came or went. */
  readonly namespaces: readonly Change<NamespaceName>[];
  /** Interfaces, known by their number. */
  readonly links: readonly Change<Link>[];
  /** One row each. */
  readonly addresses: readonly Change<AddressOf>[];
  /** Of all tables but `local`, which the kernel fills by itself. */
  readonly routes: readonly Change<Route>[];
  /** Who was found, and in which state the entry is. */
  readonly neighbours: readonly Change<Neighbour>[];
  /** What bridges and VXLANs learned or were told. */
  readonly fdb: readonly Change<FdbEntry>[];
  /** Only the interfaces whose counters moved. */
  readonly counters: readonly CounterChange[];
}
