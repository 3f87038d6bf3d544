import { ago } from '../ago.js';
import { megabytes } from '../bytes.js';
import { type Kind, keys } from './columns-of.js';

/** A kept state of both machines. */
export const checkpoint: Kind = {
  known: [['savedAt', 'bytes']],
  columns: [
    ...keys('name'),
    { title: 'made by', value: 'madeBy' },
    { title: 'age', value: ({ savedAt }: { savedAt: Date }) => ago(savedAt) },
    { title: 'memory', value: ({ bytes }: { bytes: number }) => megabytes(bytes) },
  ],
};
