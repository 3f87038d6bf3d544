/** A heading of a Markdown text. */
export interface Heading {
  readonly level: number;
  readonly text: string;
}

/**
 * The headings of a Markdown text. A `#` in a block of code is none.
 * @example headings('## 2. A cable\n') // [{ level: 2, text: '2. A cable' }]
 */
export function headings(markdown: string): readonly Heading[] {
  const prose = markdown.replace(/^ {0,3}(`{3,}|~{3,})[^]*?(^ {0,3}\1[`~]*\s*$|(?![^]))/gm, '');
  return [...prose.matchAll(/^ {0,3}(#{1,6})[ \t]+(.+?)[ \t#]*$/gm)].map(([, marks, text]) => ({
    level: marks!.length,
    text: text!,
  }));
}

/** A heading without its number, which changes when a section is put before it. */
export const withoutNumber = (heading: string): string => heading.replace(/^\d+\.\s+/, '');
