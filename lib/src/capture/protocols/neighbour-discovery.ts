import type { Decoder, Decoding } from '../decoding.js';
import { bits, flag, ipv6Address, uint } from '../field-spec.js';
import { neighbourOptions } from './neighbour-options.js';

const TARGET = ipv6Address('target');
const DESTINATION = ipv6Address('destination');
const CUR_HOP_LIMIT = uint('curHopLimit', 1);
const MANAGED = flag('managed', 0, 0x80);
const OTHER_CONFIG = flag('otherConfig', 0, 0x40);
const PREFERENCE = bits('preference', 1, 0, 0x18);
const LIFETIME = uint('routerLifetime', 2);
const REACHABLE_TIME = uint('reachableTime', 4);
const RETRANS_TIMER = uint('retransTimer', 4);
const ROUTER = flag('router', 0, 0x80);
const SOLICITED = flag('solicited', 0, 0x40);
const OVERRIDE = flag('override', 0, 0x20);

/** The messages of RFC 4861, by ICMPv6’s type. The whole message is ICMPv6’s header, its options too. */
export const NEIGHBOUR_DISCOVERY: ReadonlyMap<number, Decoder> = new Map([
  [133, routerSolicitation],
  [134, routerAdvertisement],
  [135, neighbourSolicitation],
  [136, neighbourAdvertisement],
  [137, redirect],
]);

function routerSolicitation(packet: Decoding): void {
  if (packet.grow(8)) neighbourOptions(packet);
}

/** Its flags’ preference: RFC 4191. */
function routerAdvertisement(packet: Decoding): void {
  if (!packet.grow(16)) return;
  const { begin } = packet;
  packet.note(CUR_HOP_LIMIT, begin + 4);
  packet.note(MANAGED, begin + 5);
  packet.note(OTHER_CONFIG, begin + 5);
  packet.note(PREFERENCE, begin + 5);
  packet.note(LIFETIME, begin + 6);
  packet.note(REACHABLE_TIME, begin + 8);
  packet.note(RETRANS_TIMER, begin + 12);
  neighbourOptions(packet);
}

function neighbourSolicitation(packet: Decoding): void {
  if (packet.grow(8) && packet.take(TARGET) >= 0) neighbourOptions(packet);
}

function neighbourAdvertisement(packet: Decoding): void {
  if (!packet.grow(8)) return;
  for (const spec of [ROUTER, SOLICITED, OVERRIDE]) packet.note(spec, packet.begin + 4);
  if (packet.take(TARGET) >= 0) neighbourOptions(packet);
}

function redirect(packet: Decoding): void {
  if (packet.grow(8) && packet.take(TARGET) >= 0 && packet.take(DESTINATION) >= 0) neighbourOptions(packet);
}
