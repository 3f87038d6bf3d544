import { chart } from './chart.js';
import type { View } from './view.js';

/** What an entry of a map held at a moment. */
export interface BpfSample {
  /** Seconds since the first look began. */
  readonly time: number;
  /** The entry's key, or the name that it was given. */
  readonly key: string;
  /** What it held: a number. */
  readonly value: number;
}

/**
 * A line for each entry of a map, over time.
 * @example (await bpfSamplesView([{ time: 0, key: 'ICMP', value: 3 }])).text
 */
export function bpfSamplesView(samples: readonly BpfSample[]): Promise<View> {
  return chart(samples, { mark: 'line', x: 'time', y: 'value', color: 'key', xUnit: 's', yTitle: 'counted' });
}
