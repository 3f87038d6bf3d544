import type { CounterChange } from '../difference/model.js';
import { type Kind, keys } from './columns-of.js';

/** What an interface counted meanwhile. */
export const counter: Kind = {
  known: [['ifname', 'rx', 'tx']],
  columns: [
    ...keys('host', 'netns', 'ifname'),
    ...(['rx', 'tx'] as const).flatMap((way) => [
      ...keys(`${way}.packets`, `${way}.bytes`).map((column) => ({ ...column, title: column.title.replace('.', ' ') })),
      // Nothing most of the time: their column is there where there are some.
      ...(['errors', 'dropped'] as const).map((key) => ({
        title: `${way} ${key}`,
        value: (row: CounterChange) => row[way][key] || undefined,
      })),
    ]),
  ],
};
