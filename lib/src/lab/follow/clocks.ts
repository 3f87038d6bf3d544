import type { ClockDifference } from '../../capture/journey/journey.js';
import type { Connection } from '../../transport/connection.js';

/** How often a machine is asked; the quickest answer counts. */
const TIMES = 3;

/** In microseconds, by bash itself: a program’s start (`date`) takes an emulated machine longer than the way there. */
const NOW = 'LC_ALL=C; echo "${EPOCHREALTIME/./}"';

/** A machine's clock, against the one that its answers go by. */
export interface MachineClock {
  readonly machine: Connection;
  /** Nanoseconds to take from its times. */
  readonly ahead: bigint;
  /** It may be wrong by so many nanoseconds, either way. */
  readonly uncertainty: bigint;
}

/**
 * Asks each machine for the time: right to half of the time that its answer took.
 * @example apart(await askClocks([node1, node2], signal)) // [{ host: 'node2', ahead: 1200000n, ... }]
 */
export const askClocks = (machines: readonly Connection[], signal: AbortSignal): Promise<MachineClock[]> =>
  Promise.all(machines.map((machine) => askClock(machine, signal)));

/** How far the other machines' clocks are ahead of the first one's. */
export function apart([first, ...others]: readonly MachineClock[]): ClockDifference[] {
  return others.map(({ machine, ahead, uncertainty }) => ({
    host: machine.target.host,
    ahead: ahead - first!.ahead,
    uncertainty: uncertainty + first!.uncertainty,
    known: 'asked',
  }));
}

/**
 * Tells what comes after this moment from what a machine has seen before.
 * @returns whether something is later, by the time of the machine that saw it; what may be is
 */
export function fromNowOn(clocks: readonly MachineClock[]): (host: string, time: bigint) => boolean {
  const now = new Map(
    clocks.map(({ machine, ahead, uncertainty }) => [
      machine.target.host,
      nanoseconds(machine.clock.now()) + ahead - uncertainty,
    ]),
  );
  return (host, time) => time >= (now.get(host) ?? 0n);
}

async function askClock(machine: Connection, signal: AbortSignal): Promise<MachineClock> {
  const answers = [];
  for (let time = 0; time < TIMES; time++) {
    const { stdout, durationMs } = await machine.run(NOW, { signal });
    const half = nanoseconds(durationMs / 2);
    const asked = nanoseconds(machine.clock.now()) - half;
    answers.push({ ahead: BigInt(stdout.trim()) * 1000n - asked, uncertainty: half });
  }
  const quickest = answers.reduce((best, one) => (one.uncertainty < best.uncertainty ? one : best));
  return { machine, ...quickest };
}

const nanoseconds = (ms: number): bigint => BigInt(Math.round(ms * 1e6));
