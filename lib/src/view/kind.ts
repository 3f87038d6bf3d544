/** What rows are, so that they are shown with the columns people look for. */
export type RowKind =
  'link' | 'address' | 'route' | 'neighbour' | 'fdb' | 'bridge-vlan' | 'bridge-link' | 'mdb' | 'netns' | 'checkpoint';

/** The key of the tag that rows carry. */
export const kindKey: unique symbol = Symbol.for('netdive.rows');

/**
 * The kind of tagged rows, or undefined.
 * @example kindOf(tagged('link', rows)) // 'link'
 */
export function kindOf(rows: readonly object[]): RowKind | undefined {
  return (rows as { [kindKey]?: RowKind })[kindKey];
}
