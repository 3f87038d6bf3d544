import { Table, type Decoding } from '../decoding.js';
import { hex, layout, text, uint } from '../field-spec.js';
import { bgpOpen } from './bgp-open.js';
import { bgpUpdate } from './bgp-update.js';

const BGP = layout(19, [hex('marker', 16, 0), uint('length', 2, 16), uint('type', 1, 18)]);
const ERROR_CODE = uint('errorCode', 1);
const ERROR_SUBCODE = uint('errorSubcode', 1);
const DATA = hex('data');
const SHUTDOWN_COMMUNICATION = text('shutdownCommunication');
const AFI = uint('afi', 2, 19);
const SAFI = uint('safi', 1, 22);

const OPEN = 1;
const UPDATE = 2;
const NOTIFICATION = 3;
const ROUTE_REFRESH = 5;

const CEASE = 6;
const ADMINISTRATIVE_SHUTDOWN = 2;
const ADMINISTRATIVE_RESET = 4;

/**
 * RFC 4271: a message of a segment, one layer each. What does not begin with a marker of ones is payload: a segment that
 * goes on with a message of the one before.
 */
export function bgp(packet: Decoding): void {
  const marker = packet.bytes.subarray(packet.at, Math.min(packet.at + 16, packet.captured));
  if (!marker.every((byte) => byte === 0xff)) return;
  // The rest of a long message is in the segments that follow.
  packet.partial = true;
  if (!packet.header('bgp', BGP)) return;
  const length = packet.u16(16);
  if (length < BGP.length) return packet.mark('malformed');
  if (!packet.grow(length)) return;
  const stop = packet.at;
  const type = packet.u8(18);
  const body = packet.begin + BGP.length;
  const whole =
    type === OPEN
      ? bgpOpen(packet, body, stop)
      : type === UPDATE
        ? bgpUpdate(packet, body, stop)
        : type === NOTIFICATION
          ? notification(packet, body, stop)
          : type === ROUTE_REFRESH
            ? routeRefresh(packet, stop)
            : true;
  if (!whole) packet.mark('malformed');
  packet.follow(Table.tcpPort, 179);
}

function notification(packet: Decoding, at: number, stop: number): boolean {
  if (at + 2 > stop) return false;
  packet.note(ERROR_CODE, at);
  packet.note(ERROR_SUBCODE, at + 1);
  const [code, subcode] = [packet.bytes[at]!, packet.bytes[at + 1]!];
  const length = stop - at - 2;
  if (length === 0) return true;
  // RFC 9003: why a session was ended by its operator, in words, with their length before them.
  const words = code === CEASE && (subcode === ADMINISTRATIVE_SHUTDOWN || subcode === ADMINISTRATIVE_RESET);
  if (words && packet.bytes[at + 2] === length - 1) packet.note(SHUTDOWN_COMMUNICATION, at + 3, length - 1);
  else packet.note(DATA, at + 2, length);
  return true;
}

/** RFC 2918. */
function routeRefresh(packet: Decoding, stop: number): boolean {
  if (packet.begin + 23 > stop) return false;
  packet.note(AFI, packet.begin + AFI.at);
  packet.note(SAFI, packet.begin + SAFI.at);
  return true;
}
