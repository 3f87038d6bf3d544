import type { Packet } from '../capture/packet.js';
import { html, trusted } from './escape.js';
import { fitting } from './fit.js';
import { alone, onPage } from './look.js';
import { draw } from './packet/draw.js';
import { layoutOf, sizes } from './packet/layout.js';
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
  const layout = layoutOf(one, lines);
  return {
    text,
    svg: draw(layout, alone('nd-plain-bytes'), text).toString(),
    html: html`<div class="nd nd-packet" style="--nd-width:${layout.width}px">
      ${style}${draw(layout, onPage('nd-bytes'), text)}
    </div>`.toString(),
  };
}
