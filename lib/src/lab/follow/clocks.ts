import type { ClockDifference } from '../../capture/journey/journey.js';
import type { Connection } from '../../transport/connection.js';

/** How often a machine is asked; the quickest answer counts. */
const TIMES = 3;

/** In microseconds, by bash itself: a program’s start (`date`) takes an emulated machine longer than the way there. */
const NOW = 'LC_ALL=C; echo "${EPOCHREALTIME/./}"';

/**
 * How far the machines’ clocks are apart, by asking each for the time: right to half of the time that its answer took.
 * @example await askClocks([node1, node2], signal) // [{ host: 'node2', ahead: 1200000n, ... }]
 */
export async function askClocks(machines: readonly Connection[], signal: AbortSignal): Promise<ClockDifference[]> {
  const [first, ...others] = await Promise.all(machines.map((machine) => askClock(machine, signal)));
  return others.map(({ host, ahead, uncertainty }) => ({
    host,
    ahead: ahead - first!.ahead,
    uncertainty: uncertainty + first!.uncertainty,
    known: 'asked',
  }));
}

/** Against the clock that its answers go by. */
async function askClock(machine: Connection, signal: AbortSignal): Promise<Omit<ClockDifference, 'known'>> {
  const answers = [];
  for (let time = 0; time < TIMES; time++) {
    const { stdout, durationMs } = await machine.run(NOW, { signal });
    const half = nanoseconds(durationMs / 2);
    const asked = nanoseconds(machine.clock.now()) - half;
    answers.push({ ahead: BigInt(stdout.trim()) * 1000n - asked, uncertainty: half });
  }
  const quickest = answers.reduce((best, one) => (one.uncertainty < best.uncertainty ? one : best));
  return { host: machine.target.host, ...quickest };
}

const nanoseconds = (ms: number): bigint => BigInt(Math.round(ms * 1e6));
