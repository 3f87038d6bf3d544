/** A selector, or several with commas between, and the style of what it finds. */
export type Rule = readonly [selector: string, style: string];

/**
 * A style sheet, every rule below its root: on a page, style elements reach each other's drawings.
 * @example rulesOf('nd-map', [['text', 'font-size:13px']]) // '.nd-map text{font-size:13px}'
 */
export function rulesOf(root: string, rules: readonly Rule[]): string {
  return rules
    .map(
      ([selector, style]) =>
        `${selector
          .split(',')
          .map((one) => `.${root} ${one}`)
          .join(',')}{${style}}`,
    )
    .join('');
}
