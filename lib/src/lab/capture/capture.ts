import type { CapturedPacket } from '../../capture/captured-packet.js';
import type { Packet } from '../../capture/packet.js';
import type { TunnelPorts } from '../../capture/tunnel-ports.js';
import { NetdiveError } from '../../errors.js';
import { runAsCell } from '../../kernel/cell.js';
import { pauses } from '../../pauses.js';
import { settled } from '../../settled.js';
import { demandAction, unlessAborted } from '../action.js';
import { strayParenthesis } from './filter-place.js';
import { Kept, merged } from './kept.js';
import { lossOf, type Loss } from './loss.js';
import { MachineTaps } from './machine-taps.js';
import { interfaceNames, type Names } from './names.js';
import { placeOf } from './place-of.js';
import { byMachine, type Listening, namespacesOf, type Spot } from './spot.js';
import type { CaptureOptions } from './tcpdump.js';
import { tunnelPorts } from './tunnel-ports.js';

/** What was captured. */
export interface Captured<T> {
  /** By time, numbered from 1, each with the place where it was seen. Tunnels of the machines' own programs are looked into. */
  readonly packets: Packet[];
  /** What each tcpdump said of its packets. */
  readonly losses: Loss[];
  /** There was more than one capture keeps (48 MiB): what came later is not there. */
  readonly cut: boolean;
  /** The UDP ports of those tunnels. */
  readonly tunnelPorts: TunnelPorts;
  /** What the action gave. */
  readonly result: T;
}

/**
 * Listens at all spots, runs the action when each one really listens, and gives what passed until it had ended. A spot
 * without an interface sees all of them, with the direction and the sender's MAC of each packet; of a spot with one, whole
 * frames are kept, with both MACs and VLAN tags. Times are the machines' own. No tcpdump is left, however this ends.
 *
 * @param signal ends the capture at once, whatever becomes of the action
 * @throws what the action throws; CommandError where tcpdump does not start, as with a wrong filter, whose fault is shown in
 * its place; NetdiveError where the action is none
 * @example await capture([{ connection, netns: 'red' }], () => red.ping('10.0.0.1'), { filter: 'icmp' }, signal)
 */
export async function capture<T>(
  spots: readonly Spot[],
  action: () => T | PromiseLike<T>,
  options: CaptureOptions,
  signal: AbortSignal,
): Promise<Captured<T>> {
  check(spots, action, options);
  const machines = byMachine(spots);
  const kept = new Kept(machines.flatMap(({ taps }) => taps).length);
  const running: MachineTaps[] = [];
  const drop = (): void => running.forEach((machine) => machine.drop());
  const start = async ({ connection, taps }: Listening, first: number): Promise<MachineTaps> => {
    const machine = await MachineTaps.start(connection, taps, options, signal, (tap, bytes) => {
      kept.push(first + tap, bytes);
      if (kept.isCut) running.forEach((one) => one.stop());
    });
    running.push(machine);
    await machine.ready(signal);
    return machine;
  };
  const startAll = (): Promise<MachineTaps[]> => {
    let first = 0;
    return settled(machines.map((machine) => start(machine, (first += machine.taps.length) - machine.taps.length)));
  };
  const names = (): Promise<Names[]> =>
    settled(machines.map(({ connection, taps }) => interfaceNames(connection, namespacesOf(taps), signal)));
  const ports = (): Promise<TunnelPorts[]> =>
    settled(machines.map(({ connection }) => tunnelPorts(connection, signal)));
  signal.addEventListener('abort', drop);
  try {
    // Before and after: the action may end a tunnel, or begin one.
    const [before, portsBefore, started] = await settled([names(), ports(), startAll()]);
    const result = await unlessAborted(() => runAsCell(action), signal);
    started.forEach((machine) => machine.stop());
    const [after, portsAfter] = await settled([names(), ports(), ...started.map(({ ended }) => ended)]);
    signal.throwIfAborted();
    const all = machines.flatMap(({ connection: { target }, taps }, index) =>
      taps.map((tap, number) => ({
        place: placeOf(target.host, tap, [before[index]!, after[index]!]),
        loss: (captured: number) => lossOf(target.host, tap, started[index]!.said(number), captured),
      })),
    );
    const tunnels = new Set([...portsBefore, ...portsAfter].flatMap((some) => [...some]));
    const place = (packet: CapturedPacket, tap: number): void => {
      packet.at = all[tap]!.place(packet);
      packet.tunnelPorts = tunnels;
    };
    const packets = await merged(kept.packets, place, pauses(signal));
    packets.forEach((packet, index) => (packet.number = index + 1));
    const losses = all.map(({ loss }, tap) => loss(kept.packets[tap]!.length));
    return { packets, losses, cut: kept.isCut, tunnelPorts: tunnels, result };
  } finally {
    signal.removeEventListener('abort', drop);
    drop();
    await Promise.all(running.map(({ ended }) => ended));
  }
}

/** Cells are compiled without strict checks: anything may come here. */
function check(spots: readonly unknown[], action: unknown, { filter = '' }: CaptureOptions): void {
  demandAction(action, 'A capture', 'anybody listens', 'lab.capture([red], () => red.ping(...)');
  if (spots.length === 0)
    throw new NetdiveError('A capture wants to know where to listen.', 'Such as lab.capture([node1, red], () => ...).');
  const fault = strayParenthesis(filter);
  if (fault !== undefined) throw new NetdiveError(fault);
}
