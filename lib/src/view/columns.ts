/** How a word is marked: a sign and a colour, never the colour alone. */
export type Tone = 'good' | 'warn' | 'quiet' | 'added' | 'removed' | 'changed';

/** One column of a table. */
export interface Column {
  /** The heading. */
  readonly title: string;
  /** What to show: a key of the row (`addr.local` goes inside), or a function of it and of all rows. */
  readonly value: string | ((row: never, rows: never) => unknown);
  /** How many digits a number has after its point: then they stand one below the other. */
  readonly digits?: number;
  /** A sign and a colour beside the word. Never the colour alone. */
  readonly tone?: (row: never) => Tone | undefined;
}

/** How rows of one kind are shown. */
export interface Display {
  readonly columns: readonly Column[];
  /** The rows' many things inside, a line each, such as the addresses of a device. */
  readonly lines?: (row: never) => readonly object[];
}
