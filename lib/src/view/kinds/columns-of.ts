import type { Column, Display } from '../columns.js';

/** A kind of row: how one is known, and how they are shown. Names are iproute2's where it has one. */
export interface Kind extends Display {
  /** The keys that tell a row of this kind where no tag does, such as one that was taken out of its list: one of these sets. */
  readonly known: readonly (readonly string[])[];
}

/** A column for each key of the rows, called as the key is. */
export const keys = (...names: string[]): Column[] => names.map((name) => ({ title: name, value: name }));

/** Which of these are true of a row. */
export const those = (row: object, ...names: string[]): string[] =>
  names.filter((name) => name in row && (row as Record<string, unknown>)[name] !== false);

/**
 * A line for each of the many things in a row. What has nothing inside is there all the same: an interface without an
 * address is no missing interface.
 */
export const inside =
  <Row extends object>(key: keyof Row) =>
  (row: Row): readonly object[] => {
    const items = (row[key] as object[] | undefined) ?? [];
    return items.length === 0 ? [row] : items.map((item) => ({ ...row, address: undefined, ...item }));
  };
