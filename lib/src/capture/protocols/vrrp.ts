import type { Decoding } from '../decoding.js';
import { bits, hex, ipv4Address, ipv6Address, layout, uint } from '../field-spec.js';

const VRRP = layout(8, [
  bits('version', 1, 0, 0xf0),
  bits('type', 1, 0, 0x0f),
  uint('vrid', 1, 1),
  uint('priority', 1, 2),
  uint('addressCount', 1, 3),
  uint('checksum', 2, 6),
]);
const AUTH_TYPE = uint('authType', 1);
const ADVERTISEMENT_INTERVAL = uint('advertisementInterval', 1);
const MAX_ADVERTISEMENT_INTERVAL = bits('maxAdvertisementInterval', 2, 0, 0x0fff);
const IPV4 = ipv4Address('address');
const IPV6 = ipv6Address('address');
const AUTH_DATA = hex('authData', 8);

/**
 * Version 2 (RFC 3768), with its interval in seconds and, from RFC 2338, a password; version 3 (RFC 5798) of both IP
 * versions, with its interval in 1/100 of a second.
 */
export function vrrp(packet: Decoding): void {
  if (!packet.header('vrrp', VRRP)) return;
  const version = packet.u8(0) >> 4;
  if (version === 2) {
    packet.note(AUTH_TYPE, packet.begin + 4);
    packet.note(ADVERTISEMENT_INTERVAL, packet.begin + 5);
  } else if (version === 3) packet.note(MAX_ADVERTISEMENT_INTERVAL, packet.begin + 4);
  else return packet.mark('malformed');
  const address = version === 3 && carriedBy(packet) === 'ipv6' ? IPV6 : IPV4;
  for (let left = packet.u8(3); left > 0; left--) if (packet.take(address) < 0) return;
  if (version === 2 && packet.at < packet.end) packet.take(AUTH_DATA);
}

/** The IP version that carries it: nothing in the message says which addresses it has. */
function carriedBy(packet: Decoding): string | undefined {
  return packet.layers.findLast(({ protocol }) => protocol === 'ipv4' || protocol === 'ipv6')?.protocol;
}
