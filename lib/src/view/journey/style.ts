import type { Look } from '../look.js';
import { rulesOf, type Rule } from '../rules.js';
import type { Colours } from '../theme.js';
import { sizes } from './sizes.js';
import type { Tone } from './words.js';

/**
 * The style of a journey's drawing.
 * @example styleOf(onPage('nd-way'))
 */
export function styleOf(look: Look): string {
  const { code, ui } = look;
  return rulesOf(look, (colours) => [
    ['text', `font-family:${ui};font-size:${sizes.text}px;fill:${colours.ink}`],
    ['.ground', `fill:${colours.ground}`],
    ['.machine>rect', `fill:${colours.panel};stroke:${colours.line};stroke-width:1.5`],
    ['.machine>text', `font-size:${sizes.heading}px;font-weight:700`],
    ['.namespace>rect', `fill:${colours.ground};stroke:${colours.muted};stroke-width:1.25;stroke-dasharray:6 4`],
    ['.namespace>text', `font-size:${sizes.room}px;font-weight:600`],
    ['.machine>text,.namespace>text,.device>text', 'text-anchor:middle'],
    ['.device>rect', `fill:${colours.ground};stroke:${colours.line};stroke-width:1.25`],
    ['.device>text', `font-family:${code};font-size:${sizes.name}px;font-weight:700`],
    ['.device>.life', `stroke:${colours.line};stroke-width:1.5`],
    ...Object.entries(colours.family).map(([family, colour]): Rule => [`.${family}>.bar`, `fill:${colour}`]),
    ['.other>.bar', 'fill-opacity:0'],
    ['.time', `font-family:${code};fill:${colours.muted};text-anchor:end`],
    ['.unit,.footer', `fill:${colours.muted}`],
    ['.unit', 'text-anchor:end'],
    ...(['request', 'reply'] as const).flatMap((way): Rule[] => {
      const colour = wayColour(colours, way);
      return [
        [`.band.${way}>.tint`, `fill:${colour};fill-opacity:.12`],
        [`.band.${way}>.edge`, `fill:${colour}`],
        [`.${way}>.wire`, `fill:none;stroke:${colour};stroke-width:2.5;stroke-linejoin:round`],
        [`.${way}>.head,.${way}>.seen`, `fill:${colour}`],
        [`.${way}>.start`, `fill:${colours.ground};stroke:${colour};stroke-width:3`],
      ];
    }),
    // Not by colour alone: a reply's line is broken, its head open.
    ['.reply>.wire', 'stroke-dasharray:7 4'],
    ['.reply>.head', `fill:none;stroke:${wayColour(colours, 'reply')};stroke-width:2.25;stroke-linejoin:round`],
    ['.band>.over', `fill:${colours.ground}`],
    ['.band>text', `font-size:${sizes.room}px;font-weight:700`],
    [
      '.pipe',
      `fill:none;stroke:${colours.family.tunnel};stroke-width:13;stroke-opacity:.3;stroke-linejoin:round;stroke-linecap:round`,
    ],
    ['.ring', `fill:${colours.ground};stroke:${colours.family.tunnel};stroke-width:3`],
    ['.cross', `fill:none;stroke:${colours.bad};stroke-width:3.5;stroke-linecap:round`],
    ['.cross.unwanted', `stroke:${colours.muted};stroke-width:2.25`],
    ['.end>.wire', `stroke:${colours.bad};stroke-dasharray:2 5;stroke-linecap:round`],
    ['.patch', `fill:${colours.ground}`],
    ['.note>.box', `fill:${colours.ground};stroke:${colours.line};stroke-width:1.25`],
    ['.note>text', `font-family:${code}`],
    ['.note>.end', `fill:${colours.bad};font-weight:700`],
    ['.note>.quiet', `fill:${colours.muted}`],
    ['.note.bad>.box', `stroke:${colours.bad}`],
    ...Object.entries(toneColours(colours)).map(([tone, colour]): Rule => [`.note>.bar.${tone}`, `fill:${colour}`]),
    ['.carried>.wire', `stroke:${colours.family.tunnel};stroke-width:11;stroke-opacity:.3;stroke-linecap:round`],
    ['.legend .state', `fill:${colours.bad};font-weight:700`],
    ['.legend .word', `fill:${colours.muted};font-size:13px`],
    ['.legend .unwanted.state', `fill:${colours.muted}`],
  ]);
}

function wayColour({ family }: Colours, way: 'request' | 'reply'): string {
  return way === 'request' ? family.pair : family.switch;
}

// A change has the colour of the devices that make it, where there are some.
function toneColours({ family, muted, bad, good, warn }: Colours): Record<Tone, string> {
  return {
    ttl: family.switch,
    mac: family.physical,
    tag: family.tag,
    encapsulation: family.tunnel,
    decapsulation: family.tunnel,
    address: family.slice,
    port: family.slice,
    fragment: family.bundle,
    reassembly: family.bundle,
    dscp: warn,
    end: bad,
    quiet: muted,
    look: good,
  };
}
