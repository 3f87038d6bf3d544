import type { Decoding } from '../decoding.js';
import { hex, ipv4Address, present, text, uint, type FieldSpec } from '../field-spec.js';
import { OPTION, single, type OptionReader } from './options.js';

const PAD = present('pad', 1);
const END = present('end', 1);

/** RFC 2132 and, where said, its successors: each by its name there. The rest is told from its code on, as it is. */
const OPTIONS: ReadonlyMap<number, OptionReader> = new Map<number, OptionReader>([
  [1, single(ipv4Address('subnetMask'))],
  [3, each(ipv4Address('router'))],
  [6, each(ipv4Address('domainNameServer'))],
  [12, whole(text('hostName'))],
  [15, whole(text('domainName'))],
  [26, single(uint('interfaceMtu', 2))],
  [28, single(ipv4Address('broadcastAddress'))],
  [42, each(ipv4Address('ntpServer'))],
  [50, single(ipv4Address('requestedIpAddress'))],
  [51, single(uint('leaseTime', 4))],
  [53, single(uint('messageType', 1))], // 1 discover, 2 offer, 3 request, 4 decline, 5 ack, 6 nak, 7 release, 8 inform
  [54, single(ipv4Address('serverIdentifier'))],
  [55, each(uint('requestedParameter', 1))],
  [56, whole(text('message'))],
  [57, single(uint('maxMessageSize', 2))],
  [58, single(uint('renewalTime', 4))],
  [59, single(uint('rebindingTime', 4))],
  [60, whole(text('vendorClass'))],
  [61, whole(hex('clientIdentifier'))],
  [121, whole(hex('classlessStaticRoutes'))], // RFC 3442
]);

/** Code, length of the value, value. They are read to the one that ends them; what comes after it only fills. */
export function dhcpOptions(packet: Decoding): void {
  while (packet.at < packet.end) {
    const at = packet.at;
    if (!packet.grow(at + 1 - packet.begin)) return;
    const code = packet.bytes[at]!;
    if (code === 0) packet.note(PAD, at);
    else if (code === 255) {
      packet.note(END, at);
      return filling(packet);
    } else {
      if (!packet.grow(at + 2 - packet.begin)) return;
      const length = packet.bytes[at + 1]!;
      if (!packet.grow(at + 2 + length - packet.begin)) return;
      const read = OPTIONS.get(code);
      if (read) read(packet, at + 2, length);
      else packet.note(OPTION, at, 2 + length);
    }
  }
}

/** Zeros up to a length that all clients can read are a part of the message; anything else is payload. */
function filling(packet: Decoding): void {
  if (packet.bytes.subarray(packet.at, packet.captured).every((byte) => byte === 0))
    packet.grow(packet.captured - packet.begin);
}

/** A value that takes all of the option. */
function whole(spec: FieldSpec): OptionReader {
  return (packet, offset, length) => packet.note(spec, offset, length);
}

/** Values one after another. */
function each(spec: FieldSpec): OptionReader {
  return (packet, offset, length) => {
    if (length === 0 || length % spec.length !== 0) return packet.mark('malformed');
    for (let at = offset; at < offset + length; at += spec.length) packet.note(spec, at);
  };
}
