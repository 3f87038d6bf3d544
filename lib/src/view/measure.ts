const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;

/**
 * How many columns of a terminal a text takes: 2 for a wide character, 0 for a combining mark.
 * @example columnsOf('eth0') // 4
 */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += /\p{M}/u.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return columns;
}

/**
 * How wide a text may be: the widest of the fonts that may be there, so that nothing runs over. Those of code have one
 * width for all characters, 0.602 of their size at most.
 * @example textWidth('eth0', 13) // 33.8
 */
export function textWidth(text: string, size: number, code = false): number {
  return columnsOf(text) * size * (code ? 0.61 : 0.65);
}

/**
 * The text with blanks up to so many columns.
 * @example padTo('up', 4) // 'up  '
 */
export function padTo(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)));
}

/**
 * The text with its middle left out where it is longer than so many characters: a name's two ends tell it apart.
 * @example shorten('a-very-long-name', 9) // 'a-ve…name'
 */
export function shorten(text: string, length: number): string {
  const characters = [...text];
  if (characters.length <= length) return text;
  const tail = Math.floor((length - 1) / 2);
  return [...characters.slice(0, length - 1 - tail), '…', ...characters.slice(characters.length - tail)].join('');
}

/**
 * The text with its end left out where it is longer than so many characters: of a sentence the beginning tells most.
 * @example clip('what was said of it', 9) // 'what was…'
 */
export function clip(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length
    ? text
    : `${characters
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`;
}

/**
 * The text cut into pieces of at most so many characters, after `:`, `/`, `,` or a blank, or what is said instead, where
 * one is near the end.
 * @example wrap('2001:db8:0:0:1::1/128', 16) // ['2001:db8:0:0:1::', '1/128']
 */
export function wrap(text: string, length: number, after = ' :/,'): string[] {
  const characters = [...text];
  if (characters.length <= length) return [text];
  const at = characters.slice(0, length).findLastIndex((c) => after.includes(c)) + 1;
  const cut = at > length / 2 ? at : length;
  return [characters.slice(0, cut).join(''), ...wrap(characters.slice(cut).join(''), length, after)];
}
