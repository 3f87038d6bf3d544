import type { Pause } from '../../pauses.js';
import type { ClockDifference } from './journey.js';
import { deviceKey, type Wires } from './wiring.js';
import type { Sighting } from './sighting.js';

/**
 * How far each machine’s clock is ahead of the first’s. By packets that crossed a cable both ways where there are: the
 * fastest of each direction bound the difference from both sides, as in NTP (RFC 5905 8). Else by what the machines said when
 * they were asked, held within the one bound that packets in one direction give.
 * @param same the sightings, those of equal packets together
 * @param asked what was known before; empty where nobody was asked
 */
export async function clockDifferences(
  hosts: readonly string[],
  same: readonly (readonly Sighting[])[],
  wires: Wires,
  asked: readonly ClockDifference[],
  pause: Pause,
): Promise<ClockDifference[]> {
  const [first, ...others] = hosts;
  const differences: ClockDifference[] = [];
  for (const host of others) {
    const there = await fastest(same, wires, first!, host, pause);
    const back = await fastest(same, wires, host, first!, pause);
    const said = asked.find((one) => one.host === host) ?? { host, ahead: 0n, uncertainty: 0n, known: 'assumed' };
    differences.push(between(said, there, back));
  }
  return differences;
}

/** By the shortest times there and back, each where there is one, and by what was said. */
function between(said: ClockDifference, there: bigint | undefined, back: bigint | undefined): ClockDifference {
  // There: later by the difference and the way. Back: later by the way, earlier by the difference.
  if (there !== undefined && back !== undefined) {
    return { host: said.host, ahead: (there - back) / 2n, uncertainty: abs(there + back) / 2n, known: 'crossings' };
  }
  // A cable takes time, be it the shortest: at one and the same moment nothing tells what was first.
  if (there !== undefined && said.ahead >= there) return { ...said, ahead: there - 1n };
  if (back !== undefined && said.ahead <= -back) return { ...said, ahead: 1n - back };
  return said;
}

/** The shortest time, by both clocks, from leaving one machine to coming in at another. */
async function fastest(
  groups: readonly (readonly Sighting[])[],
  wires: Wires,
  from: string,
  to: string,
  pause: Pause,
): Promise<bigint | undefined> {
  let shortest: bigint | undefined;
  for (const group of groups) {
    const arrived = await byDevice(group, to, 'in', pause);
    for (const [device, outs] of await byDevice(group, from, 'out', pause)) {
      for (const end of wires.ends(device)) {
        const ins = arrived.get(end) ?? [];
        // Equal packets one after the other, as ARP’s: which is which is only known where none was lost.
        if (ins.length !== outs.length) continue;
        for (const [index, out] of outs.entries()) {
          const took = ins[index]!.when - out.when;
          if (shortest === undefined || took < shortest) shortest = took;
        }
      }
    }
  }
  return shortest;
}

async function byDevice(
  group: readonly Sighting[],
  host: string,
  direction: 'in' | 'out',
  pause: Pause,
): Promise<Map<string, Sighting[]>> {
  const devices = new Map<string, Sighting[]>();
  for (const sighting of group) {
    await pause();
    if (sighting.at.host !== host || sighting.at.direction !== direction) continue;
    const key = deviceKey(sighting.at);
    const known = devices.get(key);
    if (known === undefined) devices.set(key, [sighting]);
    else known.push(sighting);
  }
  return devices;
}

const abs = (value: bigint): bigint => (value < 0n ? -value : value);
