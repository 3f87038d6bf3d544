import { NetdiveError } from '../errors.js';
import { CapturedPacket } from './captured-packet.js';
import type { Packet } from './packet.js';

/** What a packet’s first byte belongs to: an IP header, as a tun device has it, or an Ethernet header, as a tap has it. */
export type BeginsWith = 'ip' | 'ethernet';

/** By tcpdump.org/linktypes. */
const LINK_TYPES: Readonly<Record<BeginsWith, number>> = { ip: 101, ethernet: 1 };

/**
 * A packet from its bytes, or from their hexadecimal digits as a program prints them: blanks and line ends do not count. It
 * has no time (0) and no place.
 * @param beginsWith `ip` for what a tun device carries, `ethernet` for what a tap device carries
 * @throws NetdiveError where the text is no whole number of bytes
 * @example show(packet(packetFrom('45000054...', 'ip')));
 */
export function packetFrom(bytes: string | Uint8Array, beginsWith: BeginsWith): Packet {
  if (!Object.hasOwn(LINK_TYPES, beginsWith))
    throw new NetdiveError(
      `A packet does not begin with ${JSON.stringify(beginsWith)}.`,
      "Write 'ip' for what a tun device carries, 'ethernet' for what a tap device carries.",
    );
  const own = typeof bytes === 'string' ? bytesOf(bytes) : bytes;
  return CapturedPacket.alone(1, own, {
    length: own.length,
    linkType: LINK_TYPES[beginsWith],
    clock: () => 0n,
  });
}

function bytesOf(text: string): Uint8Array {
  const digits = text.replaceAll(/\s/g, '');
  const stray = /[^0-9a-f]/i.exec(digits);
  if (stray !== null || digits.length % 2 !== 0 || digits === '')
    throw new NetdiveError(
      `These are no bytes in hexadecimal digits: ${faultOf(digits, stray?.[0])}.`,
      'Give the digits of one packet, two for each byte: 4500 0054.',
    );
  return Uint8Array.from(digits.match(/../g)!, (byte) => Number.parseInt(byte, 16));
}

function faultOf(digits: string, stray: string | undefined): string {
  if (digits === '') return 'the text is empty';
  return stray === undefined ? `there is half a byte, ${digits.length} digits` : `there is ${JSON.stringify(stray)}`;
}
