import { parsePing, type Ping } from '../parse/ping.js';
import { command } from '../transport/quote.js';
import { hinted, type RunLine } from './run-line.js';
import { whole } from './whole.js';

/** Settings of a ping. */
export interface PingOptions {
  /** How many requests; 1 where not given. */
  readonly count?: number;
  /** Seconds between two requests; 0.2 where not given. */
  readonly interval?: number;
  /** Seconds to wait for a reply; 1 where not given. */
  readonly wait?: number;
  /** Bytes of payload; 56 where not given. With its own header and IPv4's, the packet is 28 larger. */
  readonly size?: number;
  /** The address or interface to send from. */
  readonly from?: string;
}

/**
 * Pings from a place. A lost ping is no error.
 * @throws CommandError where not one could be sent
 * @example (await ping(run, '10.0.0.1', { count: 3 }, signal)).received
 */
export async function ping(run: RunLine, to: string, options: PingOptions, signal: AbortSignal): Promise<Ping> {
  const { count = 1, interval = 0.2, wait = 1, size, from } = options;
  const more = [...(size === undefined ? [] : ['-s', size]), ...(from === undefined ? [] : ['-I', from])];
  const line = command`ping -c ${count} -i ${interval} -W ${wait} ${more} ${to}`;
  const result = await run(line, signal, { timeoutMs: (count * Math.max(interval, wait) + 10) * 1_000 });
  // 1 is ping's word for "no reply"; above that it did not get as far.
  if (result.exitCode > 1) throw hinted(result);
  return parsePing(`${whole(result)}\n${result.stderr}`);
}
