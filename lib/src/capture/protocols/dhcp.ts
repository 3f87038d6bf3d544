import type { Decoding } from '../decoding.js';
import { flag, hex, ipv4Address, layout, mac, uint, type FieldSpec } from '../field-spec.js';
import { dhcpOptions } from './dhcp-options.js';

const DHCP = layout(236, [
  uint('op', 1, 0),
  uint('htype', 1, 1),
  uint('hlen', 1, 2),
  uint('hops', 1, 3),
  uint('xid', 4, 4),
  uint('secs', 2, 8),
  flag('broadcast', 10, 0x80),
  ipv4Address('ciaddr', 12),
  ipv4Address('yiaddr', 16),
  ipv4Address('siaddr', 20),
  ipv4Address('giaddr', 24),
]);
const MAC = mac('chaddr');
const OTHER = hex('chaddr');
const SNAME = terminated('sname');
const FILE = terminated('file');
const MAGIC_COOKIE = hex('magicCookie', 4);
const COOKIE = 0x63825363;

const CHADDR_AT = 28;
const SNAME_AT = 44;
const FILE_AT = 108;

/** RFC 2131, with the options of RFC 2132; without their cookie it is BOOTP (RFC 951), and what follows is payload. */
export function dhcp(packet: Decoding): void {
  if (!packet.header('dhcp', DHCP)) return;
  const { begin } = packet;
  const length = packet.u8(2);
  if (length === 6) packet.note(MAC, begin + CHADDR_AT);
  else if (length <= 16) packet.note(OTHER, begin + CHADDR_AT, length);
  else packet.mark('malformed');
  if (packet.u8(SNAME_AT) !== 0) packet.note(SNAME, begin + SNAME_AT, 64);
  if (packet.u8(FILE_AT) !== 0) packet.note(FILE, begin + FILE_AT, 128);
  if (packet.left >= 4 && packet.u32(DHCP.length) !== COOKIE) return;
  if (packet.take(MAGIC_COOKIE) >= 0) dhcpOptions(packet);
}

/** Text in a field that has more room than it needs: a zero ends it. */
function terminated(name: string): FieldSpec {
  return {
    name,
    at: 0,
    length: 0,
    read: (bytes, offset, length) => {
      const whole = Buffer.from(bytes.buffer, bytes.byteOffset + offset, length).toString('latin1');
      return whole.split('\0', 1)[0]!;
    },
  };
}
