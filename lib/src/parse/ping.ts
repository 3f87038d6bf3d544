import { ParseError } from '../errors.js';
import { excerpt } from './excerpt.js';

/** What `ping` told: see `man ping`. */
export interface Ping {
  /** What was asked for, as it was typed: a name or an address. */
  readonly destination: string;
  /** The address that stands for it. */
  readonly address: string;
  /** How many requests were sent. */
  readonly sent: number;
  /** How many of them were answered. */
  readonly received: number;
  /** How many were not, in percent of `sent`. */
  readonly lossPercent: number;
  /** The time to live that was left in the first reply: 64 here means that no router was crossed. */
  readonly ttl: number | undefined;
  /** Every reply in the order it came, duplicates too. Empty with `ping -q`, which counts without showing. */
  readonly replies: readonly PingReply[];
  /** What came instead of a reply: a router or this machine itself said why not. */
  readonly errors: readonly PingError[];
  /** How many replies came although their request had been answered: more than one machine answers. */
  readonly duplicates: number;
  /** Round trips in milliseconds. There is none when nothing was answered. */
  readonly rtt: PingTimes | undefined;
}

/** One answer. */
export interface PingReply {
  /** The number of the request it answers; the first is 1. */
  readonly seq: number;
  /** How much came back, in bytes: the ICMP header's 8 and the payload. */
  readonly bytes: number;
  /** The address it came from. */
  readonly from: string;
  /** The time to live that was left: each router on the way back took 1. */
  readonly ttl: number;
  /** The round trip in milliseconds. Absent when the payload is too small to carry a time (`ping -s 8`). */
  readonly ms?: number;
  /** The request had been answered before. */
  readonly duplicate?: boolean;
  /** When it came, in seconds since 1970. Only with `ping -D`. */
  readonly at?: number;
}

/** One refusal. */
export interface PingError {
  /** The address of the machine that refused. Absent when this machine's kernel would not even send. */
  readonly from?: string;
  /** The number of the request it is about. */
  readonly seq?: number;
  /** Its reason, such as `Destination Host Unreachable`. */
  readonly message: string;
}

/** Round trips in milliseconds. */
export interface PingTimes {
  /** The shortest. */
  readonly min: number;
  /** The mean. */
  readonly avg: number;
  /** The longest. */
  readonly max: number;
  /** How much they vary (the standard deviation). */
  readonly mdev: number;
}

const headline = /^PING (\S+?) ?\((?:\S+ \()?([^\s()]+)\)+/m;
const summary =
  /^(\d+) packets transmitted, (\d+) received,(?: \+(\d+) duplicates,)?(?: \+\d+ \w+,)* ([\d.]+)% packet loss/m;
const times = /^rtt min\/avg\/max\/mdev = ([\d.]+)\/([\d.]+)\/([\d.]+)\/([\d.]+) ms/m;

const replyLine =
  /^(?:\[([\d.]+)\] )?(\d+) bytes from (?:\S+ \()?([^\s()]+?)\)?: icmp_seq=(\d+)(?: ident=\d+)? ttl=(\d+)(?: time=([\d.]+) ms)?(.*)$/;
const errorLine = /^(?:\[[\d.]+\] )?From (?:\S+ \()?([^\s()]+?)\)?:? icmp_seq=(\d+) (.+)$/;
const localErrorLine = /^ping: (.+)$/;

/** Reads what the `ping` of iputils printed, with `-D`, `-O` and `-q` too. */
export function parsePing(text: string): Ping {
  const head = headline.exec(text);
  if (!head) throw unreadable('It does not begin with `PING`.', text, 0);
  const counts = summary.exec(text);
  if (!counts) throw unreadable('The counts at the end are missing: it was ended early.', text, text.length);
  const lines = text.split('\n');
  const replies = lines.map(readReply).filter((reply) => reply !== undefined);
  return {
    destination: head[1]!,
    address: head[2]!,
    sent: Number(counts[1]),
    received: Number(counts[2]),
    lossPercent: Number(counts[4]),
    ttl: replies[0]?.ttl,
    replies,
    errors: lines.map(readError).filter((error) => error !== undefined),
    duplicates: Number(counts[3] ?? 0),
    rtt: readTimes(text),
  };
}

/** Reads one line of what `ping` prints; undefined where it is no reply. */
export function readReply(line: string): PingReply | undefined {
  const match = replyLine.exec(line);
  if (!match) return undefined;
  const [, at, bytes, from, seq, ttl, ms, rest] = match;
  return {
    seq: Number(seq),
    bytes: Number(bytes),
    from: from!,
    ttl: Number(ttl),
    ...(ms !== undefined && { ms: Number(ms) }),
    ...(rest!.includes('(DUP!)') && { duplicate: true }),
    ...(at !== undefined && { at: Number(at) }),
  };
}

function readError(line: string): PingError | undefined {
  const remote = errorLine.exec(line);
  if (remote) return { from: remote[1]!, seq: Number(remote[2]), message: remote[3]! };
  const local = localErrorLine.exec(line);
  return local ? { message: local[1]! } : undefined;
}

function readTimes(text: string): PingTimes | undefined {
  const match = times.exec(text);
  if (!match) return undefined;
  const [min, avg, max, mdev] = match.slice(1).map(Number) as [number, number, number, number];
  return { min, avg, max, mdev };
}

function unreadable(place: string, text: string, position: number): ParseError {
  return new ParseError(
    `What \`ping\` printed could not be read. ${place}\nText around it: ${excerpt(text, position)}`,
    'Run the command by hand to see all that it says.',
  );
}
