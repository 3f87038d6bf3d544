import type { Packet, Vantage } from '../packet.js';
import { identityOf, type Identity } from './identity.js';

/** A packet where it was seen, and what makes it the same one elsewhere. */
export interface Sighting {
  readonly packet: Packet;
  readonly at: Vantage;
  /** When, by the clock of the machine that saw it: the packet’s time, which that works out each time that it is asked. */
  readonly when: bigint;
  readonly identity: Identity;
}

/** A packet that was seen somewhere. */
export function sightingOf(packet: Packet, at: Vantage): Sighting {
  return { packet, at, when: packet.time, identity: identityOf(packet) };
}
