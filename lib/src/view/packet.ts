import type { Packet } from '../capture/packet.js';
import { html, trusted } from './escape.js';
import { cell, fitting, slide } from './fit.js';
import { alone, onPage } from './look.js';
import { draw } from './packet/draw.js';
import { layoutOf } from './packet/layout.js';
import { sizes } from './packet/sizes.js';
import { packetText } from './packet/text.js';
import { pageStyle } from './theme.js';
import type { View } from './view.js';

/** How to show a packet’s bytes. */
export interface PacketOptions {
  /** How many lines of 16 bytes to show: 16 unless told; the rest is counted. */
  readonly lines?: number;
}

const style = trusted(`<style>${pageStyle}${fitting('nd-packet', 'nd-bytes', sizes.name)}</style>`);

/**
 * One packet’s bytes, a colour a layer, and each field with its name, its value and its bytes.
 * @example packet(packets[0])
 */
export function packet(one: Packet, { lines = 16 }: PacketOptions = {}): View {
  const text = packetText(one, lines);
  const layout = layoutOf(one, lines, cell);
  return {
    text,
    svg: draw(layoutOf(one, lines, slide), alone('nd-plain-bytes'), text).toString(),
    html: html`<div class="nd nd-packet" style="--nd-width:${layout.width}px">
      ${style}${draw(layout, onPage('nd-bytes'), text)}
    </div>`.toString(),
  };
}
