import type { Look } from '../look.js';
import { rulesOf, type Rule } from '../rules.js';
import { sizes } from './sizes.js';

/**
 * The style of a drawing of a packet’s bytes.
 * @example styleOf(onPage('nd-bytes'))
 */
export function styleOf(look: Look): string {
  const { code, ui } = look;
  return rulesOf(look, (colours) => [
    ['text', `font-family:${code};font-size:${sizes.text}px;fill:${colours.ink}`],
    ['.ground', `fill:${colours.ground}`],
    ['.title', `font-family:${ui};font-size:${sizes.title}px;font-weight:700`],
    ['.offset,.more', `fill:${colours.muted}`],
    ['.more,.layer', `font-family:${ui}`],
    ['.layer', 'font-size:14px;font-weight:700'],
    ['.offset', 'text-anchor:end'],
    ['.byte', 'text-anchor:middle'],
    ['.letters', 'white-space:pre'],
    ...Object.entries(colours.family).flatMap(([family, colour]): Rule[] => [
      [`.${family}>.block,.${family}>.chip`, `fill:${colour};fill-opacity:.18`],
      [`.${family}>.bar`, `fill:${colour}`],
      [`.${family}>.layer,.${family}>.hex`, `fill:${colour}`],
    ]),
    // What nobody has looked into stands back.
    ['.other>.block', 'fill-opacity:.08'],
    ['.where', `font-size:${sizes.name}px;font-weight:400;fill:${colours.muted}`],
    ['.warning', `font-size:${sizes.text}px;font-weight:600;fill:${colours.warn}`],
    ['.name', `font-size:${sizes.name}px;fill:${colours.muted}`],
    ['.value', 'font-weight:700'],
  ]);
}
