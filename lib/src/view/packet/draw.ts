import { svg, trusted, type Markup } from '../escape.js';
import type { Look } from '../look.js';
import { textWidth } from '../measure.js';
import { blank, roomOf, type Chip } from './chips.js';
import { columnAt, type Block, type PacketLayout, type Section } from './layout.js';
import { sizes } from './sizes.js';
import { styleOf } from './style.js';

/**
 * A packet’s bytes as SVG.
 * @example draw(layout, alone('nd-plain-bytes'), text).toString()
 */
export function draw(layout: PacketLayout, look: Look, description: string): Markup {
  const { width, height, title, letters, offsets, blocks, more, sections } = layout;
  return svg`<svg xmlns="http://www.w3.org/2000/svg" class="${look.root}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${title.join(' ')}">
<title>${title.join(' ')}</title>
<desc>${description}</desc>
<style>${trusted(styleOf(look))}</style>
<rect class="ground" width="${width}" height="${height}"/>
${title.map((text, i) => svg`<text class="title" x="${sizes.margin}" y="${sizes.margin + 16 + i * 22}">${text}</text>\n`)}
${offsets.map(({ y, text }) => svg`<text class="offset" x="${sizes.margin + sizes.offset - 14}" y="${y + 17}">${text}</text>`)}
${blocks.map((block) => drawBlock(block, letters))}
${more && svg`<text class="more" x="${columnAt(0)}" y="${more.y + 12}">${more.text}</text>\n`}
${sections.map(drawSection)}
</svg>`;
}

function drawBlock({ x, y, family, bytes, letters, column, tip }: Block, start: number): Markup {
  const end = columnAt(column + bytes.length - 1) + sizes.byte;
  const at = start + column * sizes.letter;
  const digits = bytes.map(
    (byte, i) => svg`<text class="byte" x="${columnAt(column + i) + sizes.byte / 2}" y="${y + 17}">${byte}</text>`,
  );
  // A letter a place: fonts differ, columns do not.
  const places = [...letters].map((_, i) => round(at + i * sizes.letter)).join(' ');
  return svg`<g class="${family}"><title>${tip}</title><rect class="block" x="${x + 1}" y="${y + 1}" width="${end - x - 2}" height="${sizes.line - 2}" rx="4"/>${digits}<rect class="block" x="${round(at - 0.5)}" y="${y + 1}" width="${round(letters.length * sizes.letter - 0.5)}" height="${sizes.line - 2}" rx="2"/><text class="letters" x="${places}" y="${y + 17}">${letters}</text></g>\n`;
}

function drawSection({ x, y, height, title, where, warning, family, chips }: Section): Markup {
  return svg`<g class="${family}"><rect class="bar" x="${x}" y="${y}" width="4" height="${height}" rx="2"/><text class="layer" x="${x + 12}" y="${y + 17}">${title}<tspan class="where" dx="10">${where}</tspan>${warning !== undefined && svg`<tspan class="warning" dx="12">${warning}</tspan>`}</text>${chips.map(drawChip)}</g>\n`;
}

function drawChip({ x, y, width, named, hex }: Chip): Markup {
  let left = x + sizes.pad;
  const words = named.map((one) => {
    const { name, value } = one;
    const at = left;
    left += roomOf(one) + blank.next;
    const then = at + (name === '' ? 0 : textWidth(name, sizes.name, true) + blank.value);
    return svg`${name !== '' && svg`<text class="name" x="${round(at)}" y="${y + 17}">${name}</text>`}${value !== '' && svg`<text class="value" x="${round(then)}" y="${y + 17}">${value}</text>`}`;
  });
  return svg`<rect class="chip" x="${round(x)}" y="${y}" width="${round(width)}" height="${sizes.chip}" rx="5"/>${words}<text class="hex" x="${round(x + sizes.pad)}" y="${y + 35}">${hex}</text>`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
