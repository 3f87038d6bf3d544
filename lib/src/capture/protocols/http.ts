import type { Decoding } from '../decoding.js';
import { text, type FieldSpec } from '../field-spec.js';

const METHOD = text('method');
const TARGET = text('target');
const VERSION = text('version');
const STATUS: FieldSpec = {
  ...text('status', 3),
  read: (bytes, offset, length) => Number(latin1(bytes, offset, length)),
};
const REASON = text('reason');
const HEADER = text('header');

const REQUEST = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+) (\S+) (HTTP\/\d\.\d)$/;
const RESPONSE = /^(HTTP\/\d\.\d) (\d{3})(?: (.*))?$/;
/** A name, a colon, a value: RFC 9112, section 5. */
const FIELD = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+:/;

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/**
 * The head of a request or a response (RFC 9112): its first line, and each header with its name as it stands, such as
 * `Host: 10.0.0.2`. The body is payload; so is a segment that does not begin with a head, such as one in a body’s middle.
 */
export function http(packet: Decoding): void {
  const stop = lineEnd(packet, packet.at);
  const first = stop < 0 ? '' : line(packet, packet.at, stop);
  const request = REQUEST.exec(first);
  const response = request ? null : RESPONSE.exec(first);
  if (!request && !response) return;
  packet.open('http');
  packet.grow(stop - packet.begin);
  if (request) words(packet, [METHOD, request[1]!], [TARGET, request[2]!], [VERSION, request[3]!]);
  else words(packet, [VERSION, response![1]!], [STATUS, response![2]!], [REASON, response![3] ?? '']);
  headers(packet);
}

function words(packet: Decoding, ...found: (readonly [FieldSpec, string])[]): void {
  let at = packet.begin;
  for (const [spec, word] of found) {
    if (word !== '') packet.note(spec, at, word.length);
    at += word.length + 1;
  }
}

function headers(packet: Decoding): void {
  for (;;) {
    const at = packet.at;
    const stop = lineEnd(packet, at);
    if (stop < 0) {
      // The head goes on in the next segment, or the capture ended.
      packet.grow(packet.captured - packet.begin);
      packet.short = true;
      return packet.mark('cut');
    }
    packet.grow(stop - packet.begin);
    const header = line(packet, at, stop);
    if (header === '') return;
    packet.note(HEADER, at, header.length);
    if (!FIELD.test(header)) packet.mark('malformed');
  }
}

/** Where the next line begins; -1 where this one does not end. */
function lineEnd({ bytes, captured }: Decoding, at: number): number {
  const end = bytes.indexOf(LINE_FEED, at);
  return end < 0 || end >= captured ? -1 : end + 1;
}

/** A line without its end; a line feed alone ends one, too (section 2.2). */
function line({ bytes }: Decoding, at: number, stop: number): string {
  const end = bytes[stop - 2] === CARRIAGE_RETURN && stop - 2 >= at ? stop - 2 : stop - 1;
  return latin1(bytes, at, end - at);
}

const latin1 = (bytes: Uint8Array, at: number, length: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + at, length).toString('latin1');
