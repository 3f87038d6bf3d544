import type { Look } from './look.js';
import { onDark, type Colours } from './theme.js';

/** A selector, or several with commas between, and the style of what it finds. */
export type Rule = readonly [selector: string, style: string];

/**
 * A style sheet, every rule below its root: on a page, style elements reach each other's drawings. Where the look has dark
 * colours too, what they change follows.
 * @example rulesOf(onPage('nd-map'), ({ ink }) => [['text', `fill:${ink}`]]) // '.nd-map text{fill:var(--nd-ink)}'
 */
export function rulesOf({ root, colours, dark }: Look, rules: (colours: Colours) => readonly Rule[]): string {
  const plain = rules(colours);
  if (dark === undefined) return sheet(root, plain);
  // Only what is another colour: a rule that stood before another one must not come after it.
  const changed = rules(dark).flatMap(([selector, style], i): Rule[] => {
    const same = new Set(plain[i]![1].split(';'));
    const others = style.split(';').filter((one) => !same.has(one));
    return others.length > 0 ? [[selector, others.join(';')]] : [];
  });
  return sheet(root, plain) + onDark(sheet(root, changed));
}

function sheet(root: string, rules: readonly Rule[]): string {
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
