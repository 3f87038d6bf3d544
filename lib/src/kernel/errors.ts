const ours = String.raw`(?:node:|[\\/]node_modules[\\/]|[\\/]lib[\\/]dist[\\/]|<anonymous>)`;

/** What tslab calls a cell's code, and what we do. */
const cells = String.raw`(?:evalmachine\.|netdive-cell-)`;

/** A stack's line that tells a reader nothing: not theirs, or a place in code that tslab rewrote. */
const frame = new RegExp(String.raw`^\s+at (?:.*${ours}|.*${cells})`);

/** The place, the source line and the arrow that Node prints before an error that nobody caught. */
const codeFrame = new RegExp(String.raw`(?:^|\n)(?:file:)?[^\n]*(?:${ours}|${cells})[^\n]*:\d+\n[^\n]*\n\s*\^+\n\n`);

/** Messages that mislead, and what to say in their place. */
const replacements: readonly (readonly [pattern: RegExp, message: string])[] = [
  [/^Error: Interrupted asynchronously|ERR_SCRIPT_EXECUTION_INTERRUPTED/, 'Interrupted.'],
  [
    /ReferenceError: await is not defined/,
    'The kernel took `await (` for a call of a function named await. Leave out the parentheses, or put `await null;` on a line before it.',
  ],
  [
    /for await[\s\S]*SyntaxError: Unexpected reserved word/,
    'The kernel sees `for await` only where the cell has another `await`. Put `await null;` on a line before it.',
  ],
];

/** What the compiler says of a promise where a value is wanted. */
const promiseMistaken = /^\d+:\d+ - (?:.*(?:on|of) type 'Promise<|(?:Argument of t|T)ype 'Promise<)/;

/**
 * What a cell prints on stderr, without what is not the reader's: our own stack lines, tslab's rewritten positions.
 * @example readable('TypeError: x is undefined\n    at evalmachine.<anonymous>:3:7\n') // 'TypeError: x is undefined\n'
 */
export function readable(text: string): string {
  const replacement = replacements.find(([pattern]) => pattern.test(text));
  if (replacement) return `${replacement[1]}\n`;
  const kept = text
    .replace(codeFrame, '\n')
    .split('\n')
    .filter((line) => !frame.test(line))
    .join('\n')
    .replace(/^\n+(?=.)/, '')
    .replace(/\bexports\.(?:tsLastExpr\d* = )?/g, '');
  return promiseMistaken.test(kept) ? `${kept.trimEnd()} Is an \`await\` missing?\n` : kept;
}
