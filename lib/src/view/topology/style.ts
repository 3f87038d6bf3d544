import type { Look } from '../look.js';
import { rulesOf, type Rule } from '../rules.js';
import { sizes } from './card.js';

/**
 * The style of a drawing.
 * @example styleOf(onPage('nd-map'))
 */
export function styleOf(look: Look): string {
  const { code, ui } = look;
  return rulesOf(look, (colours) => [
    ['text', `font-family:${ui};font-size:${sizes.text}px;fill:${colours.ink}`],
    ['.ground', `fill:${colours.ground}`],
    ['.machine>rect', `fill:${colours.panel};stroke:${colours.line};stroke-width:1.5`],
    ['.machine>.heading', 'font-size:18px;font-weight:700'],
    ['.namespace>rect', `fill:${colours.ground};stroke:${colours.muted};stroke-width:1.25;stroke-dasharray:6 4`],
    ['.namespace>.heading', `font-size:${sizes.name}px;font-weight:600`],
    ['.code,.name', `font-family:${code}`],
    ['.route,.word', `fill:${colours.muted}`],
    ['.card', `fill:${colours.ground};stroke:${colours.line};stroke-width:1.25`],
    ['.name', `font-size:${sizes.name}px;font-weight:700`],
    ['.kind', 'text-anchor:middle;font-weight:600'],
    ['.up .state', `fill:${colours.good}`],
    ['.no-carrier .state', `fill:${colours.warn}`],
    ['.down .state', `fill:${colours.muted}`],
    ['.down>.card', `stroke:${colours.muted};stroke-dasharray:4 3`],
    ['.down>.name,.down>.code', `fill:${colours.muted}`],
    ...Object.entries(colours.family).flatMap(([family, colour]): Rule[] => [
      [`.${family}>.bar`, `fill:${colour}`],
      [`.${family}>.pill`, `fill:${colour};fill-opacity:.1;stroke:${colour};stroke-opacity:.45`],
      [`.${family}>.kind`, `fill:${colour}`],
    ]),
    ['.down>.bar', 'fill-opacity:.4'],
    ['.wire', 'fill:none;stroke-linejoin:round'],
    ['.veth>.wire,.netkit>.wire', `stroke:${colours.family.pair};stroke-width:2.5`],
    ['.veth>circle,.netkit>circle', `fill:${colours.family.pair}`],
    ['.segment>.wire', `stroke:${colours.family.physical};stroke-width:4`],
    ['.segment>circle', `fill:${colours.family.physical}`],
    ['.parent>.wire', `stroke:${colours.muted};stroke-width:1.75;stroke-dasharray:2 4;stroke-linecap:round`],
    ['.off>.wire', `stroke:${colours.muted};stroke-dasharray:7 5`],
    ['.off>circle', `fill:${colours.muted}`],
    ['.legend .off.state', `fill:${colours.bad}`],
    ['.legend .state.removed', `fill:${colours.bad}`],
    ['.cut>circle', `fill:${colours.ground};stroke:${colours.bad};stroke-width:1.5`],
    ['.mark>circle', `fill:${colours.ground};stroke:${colours.muted}`],
    ['.mark>text', 'text-anchor:middle;font-weight:700'],
    ['.cut>path', `stroke:${colours.bad};stroke-width:2;stroke-linecap:round`],
    ...(['added', 'removed', 'changed'] as const).flatMap((change): Rule[] => {
      const colour = { added: colours.good, removed: colours.bad, changed: colours.warn }[change];
      return [
        [`.${change}>.card,.${change}>rect:first-child`, `stroke:${colour};stroke-width:2.5`],
        [`text.${change},.${change}>.name>.sign,.${change}>.heading`, `fill:${colour}`],
        [`.line.${change}>.wire`, `stroke:${colour}`],
        [`.line.${change}>circle`, `fill:${colour}`],
      ];
    }),
    ['.removed>.card', 'stroke-dasharray:4 3'],
    ['.removed>.name,.removed>.code,.removed>.word,.removed>.state,.removed>.kind', `fill:${colours.muted}`],
    ['.removed>.bar', 'fill-opacity:.4'],
    ['.removed>.pill', 'fill-opacity:0'],
    ['.line.removed>.wire', 'stroke-dasharray:7 5'],
  ]);
}
