import type { RowCheck } from '../json.js';

/**
 * What checks the settings of a kind, a zod schema each: each of them may be missing. Zod's own types would have to be read by a
 * notebook's first cell, half a second of them.
 */
export type Settings<Data> = {
  readonly [Key in keyof Data]-?: RowCheck<NonNullable<Data[Key]> | undefined>;
};
