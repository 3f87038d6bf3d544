import { readReply, type PingReply } from './ping.js';

/** What a `ping -D -O` that still runs has printed so far. */
export interface PingLog {
  /** Every reply in the order it came, duplicates too. */
  readonly replies: readonly PingReply[];
  /** The highest number of a request that surely was sent; 0 before the first line. */
  readonly sent: number;
  /** When it printed its last line, in seconds since 1970; undefined before the first one. */
  readonly at?: number;
}

const unansweredLine = /^\[([\d.]+)\] no answer yet for icmp_seq=(\d+)/;
const refusedLine = /^\[([\d.]+)\] From \S+(?: \(\S+\))?:? icmp_seq=(\d+) /;

/**
 * Reads what `ping -D -O` has printed while it still runs. A line that has come in part only is left for the next time.
 * @example readPingLog('[1795705297.5] 64 bytes from 10.0.0.2: icmp_seq=1 ttl=64 time=1.3 ms\n').sent // 1
 */
export function readPingLog(text: string): PingLog {
  const replies: PingReply[] = [];
  let sent = 0;
  let at: number | undefined;
  for (const line of text.slice(0, text.lastIndexOf('\n') + 1).split('\n')) {
    const reply = readReply(line);
    if (reply !== undefined) replies.push(reply);
    const [, when, seq] = unansweredLine.exec(line) ?? refusedLine.exec(line) ?? [];
    sent = Math.max(sent, reply?.seq ?? Number(seq ?? 0));
    at = reply?.at ?? (when === undefined ? at : Number(when));
  }
  return { replies, sent, ...(at !== undefined && { at }) };
}
