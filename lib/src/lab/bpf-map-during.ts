import { wallClock, type Clock } from '../clock.js';
import { currentCell, runAsCell } from '../kernel/cell.js';
import { showable } from '../kernel/display.js';
import { LiveView } from '../kernel/live-view.js';
import type { BpfEntry, BpfValue } from '../parse/bpf-map.js';
import { bpfSamplesView, type BpfSample } from '../view/bpf-samples.js';
import { demandAction, unlessAborted } from './action.js';

/** How a map is read while an action runs. */
export interface BpfMapDuringOptions {
  /** Seconds between two looks; 0.25 where not given. */
  readonly interval?: number;
  /** What to call the entries in the chart, by their keys: `{ 1: 'ICMP' }`. */
  readonly names?: Readonly<Record<string, string>>;
}

/** What was in a map while an action ran, and what the action gave. */
export interface BpfMapDuring<T = unknown> {
  /** Every entry of each look, in time's order. */
  readonly samples: readonly BpfSample[];
  /** What the action gave. */
  readonly value: T;
}

/**
 * Reads a map again and again while an action runs, and once more when it has ended. Meanwhile the cell shows a chart that
 * grows.
 * @param read one look
 * @param clock the time that a look takes place by
 * @throws what the action throws, and what a look throws; NetdiveError where the action is none
 * @example await bpfMapDuring(() => node1.bpfMap('kinds'), () => node2.ping('10.1.0.1'), {}, signal)
 */
export async function bpfMapDuring<T>(
  read: () => Promise<readonly BpfEntry<BpfValue, BpfValue>[]>,
  action: () => T | PromiseLike<T>,
  { interval = 0.25, names = {} }: BpfMapDuringOptions,
  signal: AbortSignal,
  clock: Clock = wallClock,
): Promise<BpfMapDuring<T>> {
  demandAction(action, 'bpfMapDuring()', 'the first look', "node1.bpfMapDuring('kinds', () => red.ping(...)");
  const started = clock.now();
  const live = currentCell() && new LiveView();
  const samples: BpfSample[] = [];
  const look = async (): Promise<void> => {
    const entries = await read();
    const time = (clock.now() - started) / 1_000;
    samples.push(...entries.flatMap((entry) => sampleOf(time, entry, names)));
  };
  const lookAndDraw = async (): Promise<void> => {
    await look();
    if (samples.length > 0) live?.draw(await bpfSamplesView(samples));
  };
  try {
    await lookAndDraw();
    let running = true;
    const acting = unlessAborted(() => runAsCell(action), signal).finally(() => (running = false));
    const looking = (async (): Promise<void> => {
      while (running) {
        await lookAndDraw();
        await Promise.race([clock.wait(interval * 1_000, signal), acting.catch(() => undefined)]);
      }
    })();
    const [value] = await Promise.all([acting, looking]);
    await look();
    return showable({ samples, value }, await bpfSamplesView(samples));
  } finally {
    live?.done();
  }
}

function sampleOf(
  time: number,
  { key, value }: BpfEntry<BpfValue, BpfValue>,
  names: Readonly<Record<string, string>>,
): BpfSample[] {
  if (typeof value !== 'number') return [];
  const word = typeof key === 'object' ? JSON.stringify(key) : String(key);
  return [{ time, key: Object.hasOwn(names, word) ? names[word]! : word, value }];
}
