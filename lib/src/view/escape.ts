/** Markup that is safe to show: only `html` and `trusted` make it, so a hostile row cannot pass for one. */
export class Markup {
  readonly #markup: string;

  constructor(markup: string) {
    this.#markup = markup;
  }

  toString(): string {
    return this.#markup;
  }
}

/** What may stand between `${` and `}`. Nothing is shown for null, undefined and false. */
export type Insertable = Markup | string | number | bigint | boolean | null | undefined | readonly Insertable[];

/**
 * HTML with every interpolation escaped, unless it is markup itself.
 * @example html`<td title="${note}">${name}</td>`.toString()
 */
export function html(strings: TemplateStringsArray, ...values: readonly Insertable[]): Markup {
  return new Markup(strings.reduce((done, next, i) => done + insert(values[i - 1]) + next));
}

/**
 * The same for drawings. Its own name because formatters rewrite what is tagged `html`, blanks included.
 * @example svg`<text x="${8}">${ifname}</text>`
 */
export const svg: typeof html = html;

/**
 * Markup that was made safe elsewhere, such as what highlight.js returns.
 * @example trusted('<b>ours</b>')
 */
export function trusted(markup: string): Markup {
  return new Markup(markup);
}

const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff]/gu;

/**
 * The text with its control characters and invisible marks shown, so that nothing moves a cursor or turns a line round.
 * Line ends and tabs stay.
 * @example visible('a\u001b[2J') // 'a␛[2J'
 */
export function visible(text: string): string {
  return text.replace(HIDDEN, (character) =>
    character === '\n' || character === '\t' ? character : picture(character),
  );
}

/**
 * As `visible`, with line ends and tabs shown too: for a name, a cell, a label.
 * @example oneLine('a\nb') // 'a␊b'
 */
export function oneLine(text: string): string {
  return text.replace(HIDDEN, picture);
}

function insert(value: Insertable): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Markup) return value.toString();
  if (Array.isArray(value)) return value.map(insert).join('');
  return visible(String(value)).replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function picture(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '␡';
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}
