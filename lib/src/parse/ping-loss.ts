import type { PingLog } from './ping-log.js';
import type { PingReply } from './ping.js';

/** What became of steady pings. */
export interface PingLoss {
  /** The number of the first request that counts. */
  readonly first: number;
  /** How many requests were sent while the action ran, and after it as many as were asked for. */
  readonly sent: number;
  /** How many of them were answered. */
  readonly received: number;
  /** How many were not. */
  readonly lost: number;
  /** The longest time without an answer, in milliseconds: from one reply to the next, or to the end. */
  readonly longestGap: number;
  /** Whether the last request was answered: the way is there again. */
  readonly recovered: boolean;
  /** The first reply to each of them, in the order they came. */
  readonly replies: readonly PingReply[];
}

/**
 * Counts what became of the requests `from` to `to`; what was sent before and after does not count.
 * @param log what `ping -D -O` printed, read when the last of them has had its time to be answered
 * @example countPings(readPingLog(text), 1, 40).lost
 */
export function countPings(log: PingLog, from: number, to: number): PingLoss {
  const answered = new Set<number>();
  const replies = log.replies.filter(({ seq }) => {
    const counts = seq >= from && seq <= to && !answered.has(seq);
    if (counts) answered.add(seq);
    return counts;
  });
  const sent = Math.max(0, to - from + 1);
  const before = log.replies.findLast(({ seq }) => seq < from);
  const recovered = answered.has(to);
  const end = recovered ? undefined : log.at;
  const times = [before?.at, ...replies.map(({ at }) => at), end].filter((time) => time !== undefined);
  const gaps = times.slice(1).map((time, i) => time - times[i]!);
  return {
    first: from,
    sent,
    received: answered.size,
    lost: sent - answered.size,
    longestGap: Math.round(Math.max(0, ...gaps) * 1_000),
    recovered,
    replies,
  };
}
