import { setTimeout as delay } from 'node:timers/promises';
import { LabError } from '../../errors.js';
import type { Monitor } from './monitor.js';

/** How long a machine may take to take in what was sent to it. One that is cut off never does. */
const DRAIN_MS = 500;

/** The port on 127.0.0.1 that leads to a machine's sshd. */
export async function sshPort(monitor: Monitor): Promise<number> {
  const forwards = await monitor.human('info usernet');
  const port = /HOST_FORWARD\]\s+\d+\s+127\.0\.0\.1\s+(\d+)/.exec(forwards)?.[1];
  if (port !== undefined) return Number(port);
  throw new LabError(`QEMU does not tell which port leads to ${monitor.what}:\n${forwards}`);
}

/**
 * Waits until a running machine has taken in all that was sent to it over its forwarded port. QEMU keeps what was not,
 * also through the loading of a snapshot, and hands it to the machine afterwards: a command of before would run on the
 * machine as it was put back.
 */
export async function drain(monitor: Monitor): Promise<void> {
  const deadline = performance.now() + DRAIN_MS;
  while (queued(await monitor.human('info usernet')) > 0 && performance.now() < deadline) await delay(5);
}

/**
 * The bytes that wait in QEMU, from its table of connections: Protocol[State] FD Source Port Dest Port RecvQ SendQ.
 * @example queued('  TCP[ESTABLISHED] 21 127.0.0.1 40000 10.0.2.15 22 0 48') // 48
 */
export function queued(usernet: string): number {
  const rows = [...usernet.matchAll(/^ *TCP\[(?!HOST_FORWARD)\w+\](?: +\S+){5} +(\d+) +(\d+)/gm)];
  return rows.reduce((sum, [, received, sending]) => sum + Number(received) + Number(sending), 0);
}
