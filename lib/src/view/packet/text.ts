import type { Layer, Packet } from '../../capture/packet.js';
import { oneLine } from '../escape.js';
import { clip, columnsOf, padTo } from '../measure.js';
import { headingOf } from './heading.js';
import { marks, titleOf } from './kinds.js';
import { asciiOf, hexOf } from './parts.js';
import { valueOf } from './values.js';

/**
 * A packet in words: its layers, and of each field where its bytes are, which they are, its name and its value.
 * @example packetText(packet, 16)
 */
export function packetText(packet: Packet, lines: number): string {
  const missing = packet.length - packet.bytes.length;
  return [
    headingOf(packet),
    ...packet.layers.flatMap((layer) => layerLines(packet, layer, lines)),
    ...(missing > 0 ? [`${missing} of its ${packet.length} bytes were not captured`] : []),
  ].join('\n');
}

function layerLines(packet: Packet, layer: Layer, lines: number): string[] {
  const wrong = layer.marks.map((mark) => `, ${marks[mark]}`).join('');
  const cells = layer.fields.map((field) => [
    rangeOf(field),
    hexOf(packet, field, 8),
    oneLine(field.name),
    clip(valueOf(layer, field), 120),
  ]);
  const widths = [0, 1, 2].map((i) => Math.max(0, ...cells.map((line) => columnsOf(line[i]!))));
  return [
    `${titleOf(layer.protocol)}, bytes ${rangeOf(layer)}${wrong}`,
    ...cells.map(([range, ...rest]) =>
      `  ${range!.padStart(widths[0]!)}  ${rest.map((cell, i) => padTo(cell, widths[i + 1] ?? 0)).join('  ')}`.trimEnd(),
    ),
    ...(layer.fields.length === 0 ? dumpLines(packet, layer, lines) : []),
  ];
}

function dumpLines({ bytes }: Packet, { offset, length }: Layer, lines: number): string[] {
  const all = bytes.subarray(offset, offset + length);
  const starts = Array.from({ length: Math.ceil(all.length / 16) }, (_, i) => i * 16);
  const shown = starts.slice(0, lines).map((start) => {
    const part = all.subarray(start, start + 16);
    const hex = [...part].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    return `  ${String(offset + start).padStart(5)}  ${hex.padEnd(47)}  ${asciiOf(part)}`;
  });
  const rest = all.length - lines * 16;
  return rest > 0 ? [...shown, `  … and ${rest} more`] : shown;
}

function rangeOf({ offset, length }: Pick<Layer, 'offset' | 'length'>): string {
  return length <= 1 ? String(offset) : `${offset}-${offset + length - 1}`;
}
