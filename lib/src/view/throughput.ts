import type { Throughput } from '../parse/iperf3.js';
import { chart } from './chart.js';
import type { View } from './view.js';

const MEGA = 1e6;

/**
 * How much got through, second by second, as a line; in words the whole of it.
 * @param measured what there is of it while it is still measured, too
 * @example (await throughputView(measured)).text // '9.4 Mbit/s for 5.0 s, 3 segments sent again: sent (Mbit/s) by time (s)\n...'
 */
export function throughputView(measured: Partial<Throughput> & Pick<Throughput, 'intervals'>): Promise<View> {
  const rows = measured.intervals.map(({ end, bitsPerSecond }) => ({ time: end, sent: bitsPerSecond / MEGA }));
  const title = words(measured);
  return chart(rows, { mark: 'line', x: 'time', y: 'sent', unit: 'Mbit/s', xUnit: 's', title });
}

function words({ seconds, bitsPerSecond, retransmits, datagrams, lost, intervals }: Partial<Throughput>): string {
  if (bitsPerSecond === undefined || seconds === undefined)
    return `measuring, ${(intervals?.at(-1)?.end ?? 0).toFixed(1)} s`;
  const again = retransmits === undefined ? '' : `, ${retransmits} segments sent again`;
  const gone = datagrams === undefined ? '' : `, ${lost} of ${datagrams} datagrams lost`;
  return `${(bitsPerSecond / MEGA).toFixed(1)} Mbit/s for ${seconds.toFixed(1)} s${again}${gone}`;
}
