import { legendWith, type Legend, type LegendItem } from '../legend.js';
import { changes, states, unchanged } from './kinds.js';
import type { Layout } from './layout.js';

const lineItems: Readonly<Record<string, LegendItem>> = {
  veth: { classes: 'line veth', word: 'veth pair' },
  netkit: { classes: 'line netkit', word: 'netkit pair' },
  segment: { classes: 'line segment', word: 'cable between machines' },
  parent: { classes: 'line parent', word: 'sits on' },
};

/**
 * What a drawing's lines and signs mean; only what occurs in it.
 * @example legendOf(layout).height // 34
 */
export function legendOf({ boxes, paths, width, changes: changed }: Layout): Legend {
  const lines = paths.map(({ line }) => line);
  const pieces = boxes.map(({ piece }) => piece);
  const found = pieces.flatMap((piece) => (piece.is === 'device' ? [piece.device.device.state] : []));
  const items: LegendItem[] = [
    ...Object.entries(lineItems).flatMap(([kind, item]) => (lines.some((line) => line.kind === kind) ? [item] : [])),
    ...(lines.some((line) => !line.up) ? [{ classes: 'line off', word: 'carries nothing', sign: '✕' }] : []),
    ...(['up', 'no-carrier', 'down'] as const)
      .filter((state) => found.includes(state))
      .map((state) => ({ classes: state, word: states[state].word, sign: states[state].sign })),
    ...(changed ?? []).map((change) => ({ classes: change, ...changes[change] })),
    ...(changed?.length === 0 ? [{ classes: 'added', word: unchanged, sign: '=' }] : []),
  ];
  return legendWith(items, Math.max(width, 720));
}
