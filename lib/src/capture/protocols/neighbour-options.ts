import type { Decoding } from '../decoding.js';
import { flag, hex, ipv6Address, mac, uint } from '../field-spec.js';
import { OPTION, type OptionReader } from './options.js';

const PREFIX = [
  [uint('prefixLength', 1), 0],
  [flag('onLink', 0, 0x80), 1],
  [flag('autonomous', 0, 0x40), 1],
  [uint('validLifetime', 4), 2],
  [uint('preferredLifetime', 4), 6],
  [ipv6Address('prefix'), 14],
] as const;
const MTU = uint('mtu', 4);
const NONCE = hex('nonce');
const REDIRECTED = hex('redirected');
const DNS_LIFETIME = uint('dnsLifetime', 4);
const DNS_SERVER = ipv6Address('dnsServer');

const KINDS: ReadonlyMap<number, OptionReader> = new Map([
  [1, linkLayerAddress('sourceLinkLayerAddress')],
  [2, linkLayerAddress('targetLinkLayerAddress')],
  [3, prefix],
  [4, (packet, offset, length) => packet.note(REDIRECTED, offset + 6, length - 6)],
  [5, mtu],
  [14, (packet, offset, length) => packet.note(NONCE, offset, length)], // RFC 3971
  [25, dnsServers], // RFC 8106
]);

/** Options of neighbour discovery (RFC 4861, section 4.6): type, length of the whole in units of 8 bytes, value. */
export function neighbourOptions(packet: Decoding): void {
  while (packet.at < packet.end) {
    const at = packet.at;
    if (!packet.grow(at + 2 - packet.begin)) return;
    const length = 8 * packet.bytes[at + 1]!;
    if (length === 0) return packet.mark('malformed');
    if (!packet.grow(at + length - packet.begin)) return;
    const read = KINDS.get(packet.bytes[at]!);
    if (read) read(packet, at + 2, length - 2);
    else packet.note(OPTION, at, length);
  }
}

/** A MAC where there is room for one; of other links, as digits. */
function linkLayerAddress(name: string): OptionReader {
  const six = mac(name);
  const other = hex(name);
  return (packet, offset, length) => packet.note(length === 6 ? six : other, offset, length);
}

function prefix(packet: Decoding, offset: number, length: number): void {
  if (length !== 30) return packet.mark('malformed');
  for (const [spec, at] of PREFIX) packet.note(spec, offset + at);
}

function mtu(packet: Decoding, offset: number, length: number): void {
  if (length !== 6) return packet.mark('malformed');
  packet.note(MTU, offset + 2);
}

function dnsServers(packet: Decoding, offset: number, length: number): void {
  if (length < 22 || length % 16 !== 6) return packet.mark('malformed');
  packet.note(DNS_LIFETIME, offset + 2);
  for (let at = 6; at < length; at += 16) packet.note(DNS_SERVER, offset + at);
}
