/** A unit that a key's name tells, and what an axis says beside it. */
export interface KeyUnit {
  readonly unit: string;
  readonly title: string;
}

/** Keys of our rows whose unit is known: those of `ip -s link`, of `ping`, and of a command's result. */
const units: Readonly<Record<string, KeyUnit>> = {
  bytes: { unit: 'bytes', title: 'data' },
  packets: { unit: 'packets', title: 'count' },
  dropped: { unit: 'packets', title: 'dropped' },
  errors: { unit: 'packets', title: 'errors' },
  mtu: { unit: 'bytes', title: 'mtu' },
  ms: { unit: 'ms', title: 'time' },
  durationMs: { unit: 'ms', title: 'duration' },
  min: { unit: 'ms', title: 'shortest' },
  avg: { unit: 'ms', title: 'average' },
  max: { unit: 'ms', title: 'longest' },
  lossPercent: { unit: '%', title: 'loss' },
};

/**
 * The unit of a key, where its name tells it; the words before a dot stay in the title.
 * @example unitOf('rx.packets') // { unit: 'packets', title: 'rx count' }
 */
export function unitOf(key: string): KeyUnit | undefined {
  const parts = key.split('.');
  const last = parts.pop() ?? '';
  // How long is told of round trips only: a shortest of something else has another unit.
  if (['min', 'avg', 'max'].includes(last) && parts.at(-1) !== 'rtt') return undefined;
  const known = Object.hasOwn(units, last) ? units[last] : undefined;
  return known && { unit: known.unit, title: [...parts, known.title].join(' ') };
}
