import { quote } from '../../transport/quote.js';
import { OWN_ANY, OWN_ONE } from './leash.js';

/** How much of each packet is kept where nobody says: all headers, and what a web server says first. */
const SNAPLEN = 2048;
/**
 * The kernel's buffer, in KiB. It has a slot of `snaplen` bytes for each packet (packet_mmap.rst, TPACKET_V2): with
 * tcpdump's own defaults, 2 MiB and 256 KiB, eight packets at once would fill it.
 */
const BUFFER_KIB = 8192;

/** What one tcpdump listens to. */
export interface Tap {
  /** The network namespace's name; `''` is the machine's own. */
  readonly netns: string;
  /** One interface, of which whole frames are seen; all of the namespace where there is none. */
  readonly ifname?: string;
  /** With an interface: it needs one tcpdump a direction, because a frame does not tell. */
  readonly direction?: 'in' | 'out';
}

/** What is captured of what passes. */
export interface CaptureOptions {
  /** A pcap filter (`man pcap-filter`): `icmp or arp`, `tcp port 80`. */
  readonly filter?: string;
  /** How many bytes of each packet are kept; 2048 where not given. */
  readonly snaplen?: number;
  /** The kernel's buffer for each tcpdump, in KiB; 8192 where not given. */
  readonly buffer?: number;
}

/**
 * The whole command, with the mark of what the machine puts into its filter by itself. Without promiscuous mode (-p): to look
 * is not to change, and a bridge in that mode takes frames that are not for it.
 */
export function tcpdumpWords(tap: Tap, options: CaptureOptions): string[] {
  const { filter = '', snaplen = SNAPLEN, buffer = BUFFER_KIB } = options;
  const own = tap.netns === '' ? (tap.ifname === undefined ? OWN_ANY : OWN_ONE) : '';
  const how = ['-p', '-Z', 'root', '-nn', '--immediate-mode', '--nano', '-s', String(snaplen), '-B', String(buffer)];
  return [...where(tap), ...how, '-w', '-', ...(own + filter === '' ? [] : ['--', own + filter])];
}

/** The same as a person would type it: what is seen in a terminal. */
export function tcpdumpLine(tap: Tap, { filter = '' }: CaptureOptions): string {
  return [...where(tap), ...(filter === '' ? [] : [filter])].map(quote).join(' ');
}

function where({ netns, ifname, direction }: Tap): string[] {
  const enter = netns === '' ? [] : ['ip', 'netns', 'exec', netns];
  const device = ifname === undefined ? ['-i', 'any', '-y', 'LINUX_SLL2'] : ['-i', ifname, '-Q', direction ?? 'inout'];
  return [...enter, 'tcpdump', ...device];
}

/** What tcpdump says of its packets when it ends; undefined where it did not get as far. */
export interface Counts {
  readonly captured: number;
  readonly received: number;
  readonly dropped: number;
}

/** Reads the counts out of what tcpdump printed. */
export function countsOf(said: string): Counts | undefined {
  const count = (of: string): number => Number(new RegExp(`^(\\d+) packets? ${of}`, 'm').exec(said)?.[1] ?? NaN);
  const counts = {
    captured: count('captured'),
    received: count('received by filter'),
    dropped: count('dropped by kernel'),
  };
  return Object.values(counts).some(Number.isNaN) ? undefined : counts;
}

/** Whether it has said that it listens. */
export const listens = (said: string): boolean => /\blistening on /.test(said);

/** What it complained of, without what it says to everybody, and what it only warns of: it goes on then. */
export function complaintOf(said: string): string {
  const usual = /^\(Promiscuous mode not|^tcpdump: (data link type|listening on|WARNING:) |^\d+ packets? |^Warning: /;
  return said
    .split('\n')
    .filter((line) => line.trim() !== '' && !usual.test(line))
    .join('\n');
}
