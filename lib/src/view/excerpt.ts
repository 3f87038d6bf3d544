/** What a page shows of one output: the beginning tells what it is, the end how it went. */
const LINES = { first: 200, last: 50 };
/** A line that is longer is no line for people. */
const WIDTH = 4_000;

/**
 * A text that a page can take, whatever a command printed: the middle of a long one is left out, and so is the rest of a
 * very long line; each place says how much is missing.
 * @example excerpt(log).split('\n').length <= 251
 */
export function excerpt(text: string): string {
  const lines = text.split('\n');
  const left = lines.length - LINES.first - LINES.last;
  const shown =
    left <= 1
      ? lines
      : [
          ...lines.slice(0, LINES.first),
          `… ${left.toLocaleString('en')} lines left out …`,
          ...lines.slice(-LINES.last),
        ];
  return shown.map(narrow).join('\n');
}

function narrow(line: string): string {
  if (line.length <= WIDTH) return line;
  return `${line.slice(0, WIDTH)} … ${(line.length - WIDTH).toLocaleString('en')} characters left out`;
}
