/** What may stand in a command between `${` and `}`. */
export type Word = string | number;

/** No character here means anything to a shell, wherever in a word it stands. */
const PLAIN = /^[\w./:=@%+,-]+$/;

/**
 * Quotes one value as one word of a POSIX shell; what needs no quotes stays as it is.
 *
 * @throws TypeError for a NUL character, which no command line can carry
 * @example quote("it's") // 'it'\''s'
 */
export function quote(value: Word): string {
  const text = String(value);
  if (text.includes('\0')) throw new TypeError('A command cannot carry a NUL character.');
  return PLAIN.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * Writes a shell command. What is interpolated is quoted, an array becomes several words, and what stands against an
 * interpolation is the same word. The text itself is the shell's: only `` \` `` and `\$` lose their backslash.
 *
 * @throws TypeError for a value that is no word (undefined, null, an object, NaN), naming its position
 * @example command`ip link add ${'br 0'} type ${['bridge', 'stp_state', 1]}` // ip link add 'br 0' type bridge stp_state 1
 */
export function command(strings: TemplateStringsArray, ...values: readonly (Word | readonly Word[])[]): string {
  let script = '';
  strings.raw.forEach((raw, index) => {
    script += raw.replaceAll(/\\([`$])/g, '$1');
    if (index === values.length) return;
    const words = spread(values[index], index + 1);
    if (words !== '' && !PLAIN.test(words) && endsInsideQuotes(script)) {
      throw new TypeError(
        `Value ${index + 1} of the command stands between quotes, and is quoted by itself: drop them.`,
      );
    }
    script += words;
  });
  return script;
}

function spread(value: unknown, position: number): string {
  if (Array.isArray(value)) return value.map((word) => oneWord(word, position)).join(' ');
  return oneWord(value, position);
}

function oneWord(value: unknown, position: number): string {
  if (typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value))) return quote(value);
  const what = typeof value === 'object' && value !== null ? 'an object' : String(value);
  throw new TypeError(
    `Value ${position} of the command is ${what}; it must be a string, a number or an array of them.`,
  );
}

/** Whether a shell that has read this much is between two quotes. */
function endsInsideQuotes(script: string): boolean {
  const rest = script.replaceAll(/\\[^]|'[^']*'|"(?:\\[^]|[^"\\])*"|(?<=^|\s)#.*/g, '');
  return /['"]/.test(rest);
}
