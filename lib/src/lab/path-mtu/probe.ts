import { ParseError } from '../../errors.js';
import { parsePing, type Ping } from '../../parse/ping.js';
import { command } from '../../transport/quote.js';
import type { MtuProbe } from './path-mtu.js';

/** The headers that `ping` puts in front of its payload, in bytes: IPv4 and ICMP. */
const HEADERS = 28;
/** The smallest packet that can be tried, and the largest: ping's payload is empty, or IPv4's length field is full. */
export const SIZES: { readonly least: number; readonly most: number } = { least: HEADERS, most: 65_535 };

/**
 * The script that tries packets of some sizes, all at once, each with DF and twice, since one can get lost. `-M probe` is
 * made for it: the kernel then does not go by what it has learned about the path before. A line for each size: bash writes
 * a line at a time, so that those of two pings never mix.
 * @example probeScript('10.0.0.2', [1450, 1451])
 */
export function probeScript(to: string, sizes: readonly number[]): string {
  const ping = command`ping -4 -n -M probe -c 2 -i 0.2 -W 1 -s $(($1 - ${HEADERS})) -- ${to}`;
  const tries = sizes.map((size) => command`try ${size} &`).join(' ');
  return `(try() { local said; said=$(LC_ALL=C ${ping} 2>&1); echo "$1 $? \${said//$'\\n'/$'\\r'}"; }; ${tries} wait)`;
}

/** A size, ping's exit code and its words. */
export interface Tried {
  readonly bytes: number;
  readonly exitCode: number;
  readonly said: string;
}

/**
 * Takes apart what the script printed.
 * @throws ParseError where a line is not as the script writes it
 * @example readTried('68 0 PING ...\r...\n') // [{ bytes: 68, exitCode: 0, said: 'PING ...\n...' }]
 */
export function readTried(text: string): Tried[] {
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const [, bytes, exitCode, said] = /^(\d+) (\d+) (.*)$/s.exec(line) ?? [];
    if (bytes === undefined)
      throw new ParseError(
        `What the pings of several sizes said could not be read: ${JSON.stringify(line.slice(0, 80))}`,
        'Try one size by hand: ping -M probe -c 1 -s 1422 ADDRESS',
      );
    return { bytes: Number(bytes), exitCode: Number(exitCode), said: said!.replaceAll('\r', '\n') };
  });
}

/**
 * What became of a packet, by what ping said of it.
 * @example probeOf(1451, parsePing(said)) // { bytes: 1451, outcome: 'frag needed', from: '10.1.0.254', mtu: 1400, ... }
 */
export function probeOf(bytes: number, ping: Pick<Ping, 'received' | 'errors'>): MtuProbe {
  if (ping.received > 0) return { bytes, outcome: 'through' };
  const [error] = ping.errors;
  if (error === undefined) return { bytes, outcome: 'silence' };
  const { from, message } = error;
  const told = /mtu ?[=:] ?(\d+)/.exec(message)?.[1];
  const more = { ...(from !== undefined && { from }), ...(told !== undefined && { mtu: Number(told) }), message };
  if (/^Frag needed/.test(message)) return { bytes, outcome: 'frag needed', ...more };
  return {
    bytes,
    outcome: from === undefined && /message too long/i.test(message) ? 'local error' : 'refused',
    ...more,
  };
}

/** The same of what one ping of the script said. */
export function probeOfTried({ bytes, said }: Tried): MtuProbe {
  return probeOf(bytes, parsePing(said));
}
