import type { Connection } from '../../transport/connection.js';
import { Place } from '../place.js';
import type { Spot } from './spot.js';

/** One interface of a machine or a namespace. */
export interface PlaceToListen {
  /** A machine or a namespace. */
  readonly place: Place;
  /** One interface of it, such as `eth0`; all of them where it is not given. */
  readonly ifname?: string;
}

/**
 * Where a cell wants to listen, as a capture takes it.
 * @param connectionTo gives the connection to a machine
 */
export function spotOf(where: Place | PlaceToListen, connectionTo: (node: string) => Connection): Spot {
  const { place, ifname } = where instanceof Place ? { place: where, ifname: undefined } : where;
  return { connection: connectionTo(place.host), netns: place.namespace, ...(ifname !== undefined && { ifname }) };
}
