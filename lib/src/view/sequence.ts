import type { Packet } from '../capture/packet.js';
import { chartSpec } from './chart.js';
import { looks } from './chartLook.js';
import { chartText } from './chartText.js';
import { oneLine } from './escape.js';
import { flowOf, type Segment } from './sequence/segments.js';
import { light, series } from './theme.js';
import type { View } from './view.js';

/** How to show a flow’s sequence numbers. */
export interface SequenceOptions {
  /** Above the chart; the flow’s addresses and ports unless told. */
  readonly title?: string;
}

const AGAIN = 'sent again';

/**
 * A TCP flow’s sequence numbers over time, each direction in a colour: what was sent, how far it was acknowledged, and
 * what was sent again. Of several flows that with the most packets; of one that was seen on several devices, as the
 * first one saw it.
 * @throws TypeError where there is no packet with TCP in it
 * @example await sequence(packets)
 */
export async function sequence(packets: readonly Packet[], options: SequenceOptions = {}): Promise<View> {
  const flow = flowOf(packets);
  if (flow === undefined)
    throw new TypeError('There is no TCP in these packets, so there are no sequence numbers to draw.');
  const title = oneLine(options.title ?? `TCP ${flow.directions[0]}`);
  const sent = flow.segments.map((segment) => ({ x: segment.ms, y: segment.from, color: nameOf(segment) }));
  const view = await chartSpec(specOf(flow.segments, flow.directions, title));
  const again = flow.segments.filter(({ again }) => again).length;
  const words = `${flow.segments.length} segments, ${again === 0 ? 'none' : again} ${AGAIN}`;
  const text = chartText(sent, { mark: 'point', x: 'time', y: 'sequence number', title, unit: 'bytes', xUnit: 'ms' });
  return { ...view, text: `${text}\n${words}` };
}

function nameOf({ direction, again }: Segment): string {
  return again ? `${direction} ${AGAIN}` : direction;
}

function specOf(segments: readonly Segment[], directions: readonly string[], title: string): object {
  const first = segments.findIndex(({ again }) => again);
  const values = segments.map(({ ms, from, to, direction, again, acked }, i) => ({
    ...{ ms, from, to, direction, ...(again && { again: AGAIN }), ...(i === first && { label: AGAIN }) },
    // What a segment acknowledges is told in the numbers of the other direction.
    ...(acked !== undefined && { acked, of: directions.find((other) => other !== direction) ?? direction }),
  }));
  const x = { field: 'ms', type: 'quantitative', title: 'time (ms)', scale: { zero: false } };
  const y = { type: 'quantitative', title: 'sequence number (bytes since the first)' };
  const scale = { domain: directions, range: [series[0], series[1]] };
  const legend = {
    title: 'sent by (broken line: acknowledged so far)',
    orient: 'bottom',
    direction: 'vertical',
    labelLimit: 600,
    titleLimit: 600,
  };
  const colour = { field: 'direction', type: 'nominal', sort: null, scale, legend };
  const tooltip = ['ms', 'direction', 'from', 'to', 'again'].map((field) => ({ field }));
  return {
    title,
    width: 640,
    height: 320,
    data: { values },
    layer: [
      {
        transform: [{ filter: 'isValid(datum.acked)' }, { calculate: 'datum.of', as: 'direction' }],
        mark: { type: 'line', interpolate: 'step-after', strokeWidth: 1.5, strokeDash: [4, 3], opacity: 0.7 },
        encoding: { x, y: { ...y, field: 'acked' }, color: colour },
      },
      {
        mark: { type: 'rule', strokeWidth: 4, opacity: 0.75 },
        encoding: { x, y: { ...y, field: 'from' }, y2: { field: 'to' }, color: colour, tooltip },
      },
      {
        mark: { type: 'point', filled: true, size: 55, opacity: 1 },
        encoding: {
          ...{ x, y: { ...y, field: 'to' }, color: colour, tooltip },
          shape: {
            field: 'direction',
            type: 'nominal',
            sort: null,
            scale: { domain: directions, range: ['circle', 'triangle-up'] },
            legend,
          },
        },
      },
      {
        transform: [{ filter: 'isValid(datum.again)' }],
        mark: {
          type: 'point',
          shape: 'cross',
          size: 190,
          filled: true,
          fill: light.bad,
          stroke: light.ground,
          strokeWidth: 1,
        },
        encoding: { x, y: { ...y, field: 'to' }, tooltip },
      },
      {
        transform: [{ filter: 'isValid(datum.label)' }],
        mark: { type: 'text', dx: 10, align: 'left', color: light.bad, fontSize: 12, fontWeight: 600 },
        encoding: { x, y: { ...y, field: 'to' }, text: { field: 'label' } },
      },
    ],
    ...looks,
  };
}
