/** A place in a text: both begin at 1, as an editor counts. */
export interface Spot {
  readonly line: number;
  readonly column: number;
}

interface Token extends Spot {
  readonly text: string;
}

/** Beyond so many comparisons the answer is not worth the wait: a cell is short. */
const MOST = 4_000_000;

/**
 * Where in a cell's source something stands that is known by its place in what the compiler made of it. The compiler adds
 * and takes away words, and keeps the order of the rest: both texts are laid side by side, word by word, and the words
 * that they have in common tell.
 * @param at a place in `output`, as a stack gives it
 * @returns undefined where no word on that line comes from the source
 * @example sourceSpot('let a: any = f();', 'let a;\na = f();', { line: 2, column: 5 }) // { line: 1, column: 14 }
 */
export function sourceSpot(source: string, output: string, at: Spot): Spot | undefined {
  const theirs = tokens(source);
  const made = tokens(output);
  if (theirs.length * made.length > MOST) return undefined;
  const pairs = common(theirs, made);
  const onLine = made.flatMap((token, index) => (token.line === at.line && pairs[index] !== undefined ? [index] : []));
  const found = onLine.find((index) => end(made[index]!) > at.column) ?? onLine.at(-1);
  if (found === undefined) return undefined;
  const { line, column } = theirs[pairs[found]!]!;
  return { line, column };
}

const end = ({ column, text }: Token): number => column + text.length;

/** The words and numbers of a text. Signs are left out: they are the same everywhere, and tell nothing. */
function tokens(text: string): Token[] {
  return text.split('\n').flatMap((line, index) =>
    [...line.matchAll(/[\p{L}\p{N}_$]+/gu)].map((found) => ({
      text: found[0],
      line: index + 1,
      column: found.index + 1,
    })),
  );
}

/** For each token of `b` the index of the one in `a` that it is, or undefined: the longest common subsequence. */
function common(a: readonly Token[], b: readonly Token[]): (number | undefined)[] {
  const width = b.length + 1;
  const longest = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      longest[i * width + j] =
        a[i]!.text === b[j]!.text
          ? longest[(i + 1) * width + j + 1]! + 1
          : Math.max(longest[(i + 1) * width + j]!, longest[i * width + j + 1]!);
    }
  }
  const pairs = new Array<number | undefined>(b.length).fill(undefined);
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i]!.text === b[j]!.text) pairs[j++] = i++;
    else if (longest[(i + 1) * width + j]! > longest[i * width + j + 1]!) i++;
    else j++;
  }
  return pairs;
}
