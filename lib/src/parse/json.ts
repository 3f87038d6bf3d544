import { ParseError } from '../errors.js';
import { excerpt } from './excerpt.js';

/** What a row is checked by. A zod schema is one; saying only this much keeps zod out of our type declarations. */
export interface RowCheck<Row> {
  safeParse(value: unknown): { success: true; data: Row } | { success: false; error: { issues: readonly Issue[] } };
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly expected?: string;
}

/**
 * The rows that an iproute2 command printed as JSON. Some versions print nothing at all when there is nothing to tell, and
 * all print `{}` for what a filter left out: neither is a row.
 * @param command what printed the text, for the message
 */
export function parseRows<Row>(command: string, text: string, check: RowCheck<Row>): Row[] {
  if (text.trim() === '') return [];
  const value = parseJson(command, text);
  if (!Array.isArray(value)) throw unreadable(command, `Expected a list, got ${told(value)}.`, text, 0);
  const rows: Row[] = [];
  // One row at a time, so that a long list of nonsense ends at its first row.
  for (const [index, row] of value.entries()) {
    if (isEmptyObject(row)) continue;
    const result = check.safeParse(row);
    if (!result.success) throw mismatch(command, value, index, result.error.issues[0]);
    // The row as it was printed, not the checked copy: a copy would lose a key named `__proto__`.
    rows.push(row as Row);
  }
  return rows;
}

function parseJson(command: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const { message } = error as SyntaxError;
    throw unreadable(command, 'This is not JSON.', text, positionIn(text, message), error);
  }
}

/** Where JSON.parse stopped. V8 tells the position of some mistakes, and quotes the text on both sides of others. */
function positionIn(text: string, message: string): number {
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return Number(position);
  const quoted = /\.\.\."(.*)"(?:\.\.\.)? is not valid JSON$/s.exec(message)?.[1];
  return quoted === undefined ? 0 : Math.max(0, text.indexOf(quoted));
}

function mismatch(command: string, rows: unknown[], index: number, issue: Issue | undefined): ParseError {
  const path = [index, ...(issue?.path ?? [])];
  const expected = issue?.expected ?? issue?.message ?? 'something else';
  const place = `${pathText(path)}: expected ${expected}, got ${told(valueAt(rows, path))}.`;
  // The object that holds the wrong key, or the row itself where that is what is wrong.
  const holder = valueAt(rows, path.slice(0, Math.max(1, path.length - 1)));
  const around = JSON.stringify(holder);
  return unreadable(command, place, around, Math.max(0, around.indexOf(`${JSON.stringify(path.at(-1))}:`)));
}

function unreadable(command: string, place: string, text: string, position: number, cause?: unknown): ParseError {
  return new ParseError(
    `What \`${command}\` printed could not be read. ${place}\nText around it: ${excerpt(text, position)}`,
    'Run the command by hand to see all that it says.',
    { cause },
  );
}

/** `[2].addr_info[0].local`, as one would type it. */
function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((holder, key) => (holder as Record<PropertyKey, unknown> | undefined)?.[key], value);
}

function told(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 60 ? excerpt(text.slice(0, 59), 0) + '…' : excerpt(text, 0);
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
}
