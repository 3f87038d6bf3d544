import type { Layer, Packet } from '../../capture/packet.js';
import { oneLine } from '../escape.js';
import { cellWidth } from '../fit.js';
import { clip, textWidth, wrap } from '../measure.js';
import type { Family } from '../theme.js';
import { families, marks, titleOf } from './kinds.js';
import { asciiOf, hexOf, partsOf, type Part } from './parts.js';
import { headingOf } from './heading.js';
import { valueOf } from './values.js';

/** Sizes of the drawing, in pixels of a cell. */
export const sizes = {
  margin: 12,
  title: 16,
  text: 13,
  name: 12,
  /** A line of bytes, a byte’s room in it, where they begin after the offset, where the letters begin, and a letter’s room. */
  line: 25,
  byte: 33,
  offset: 48,
  letters: 640,
  letter: 9.4,
  /** A field’s box: its height, what is between two, and its border’s inside. */
  chip: 43,
  gap: 4,
  pad: 8,
} as const;

/** How wide a line of chips is. */
const room = cellWidth - 2 * sizes.margin - 10;

/** A chip says no more than so much: a byte has so many flags. */
const MOST = 8;

/** A run of bytes in one line of the dump that are one part of a layer. */
export interface Block {
  readonly x: number;
  readonly y: number;
  readonly family: Family;
  readonly bytes: readonly string[];
  readonly letters: string;
  /** The first byte’s place in its line. */
  readonly column: number;
  readonly tip: string;
}

/** A name with what it is, in a chip. */
export interface Named {
  readonly name: string;
  readonly value: string;
}

/** One part of a layer in a box of its own: names over bytes. */
export interface Chip {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly named: readonly Named[];
  readonly hex: string;
}

/** A layer below the dump. */
export interface Section {
  readonly y: number;
  readonly height: number;
  readonly title: string;
  readonly where: string;
  readonly warning?: string;
  readonly family: Family;
  readonly chips: readonly Chip[];
}

/** The geometry of a packet’s bytes. */
export interface PacketLayout {
  readonly width: number;
  readonly height: number;
  readonly title: readonly string[];
  readonly offsets: readonly { readonly y: number; readonly text: string }[];
  readonly blocks: readonly Block[];
  readonly more?: { readonly y: number; readonly text: string };
  readonly sections: readonly Section[];
}

/**
 * Where everything of a packet’s bytes goes: first all of them, sixteen a line; then each layer with its fields.
 * @example layoutOf(packet, 16).height
 */
export function layoutOf(packet: Packet, lines: number): PacketLayout {
  const title = wrap(headingOf(packet), Math.floor((cellWidth - 24) / textWidth('0', sizes.title)), ' ');
  const top = sizes.margin + title.length * 22 + 8;
  const shown = Math.min(Math.ceil(packet.bytes.length / 16), lines);
  const offsets = Array.from({ length: shown }, (_, i) => ({ y: top + i * sizes.line, text: String(i * 16) }));
  const { layers } = packet; // decoded at each look
  const blocks = layers.flatMap((layer) => blocksOf(packet, layer, top, shown));
  const left = packet.bytes.length - shown * 16;
  const missing = packet.length - packet.bytes.length;
  const notes = [
    ...(left > 0 ? [`… and ${left} more ${left === 1 ? 'byte' : 'bytes'}`] : []),
    ...(missing > 0 ? [`${missing} of its ${packet.length} bytes were not captured`] : []),
  ];
  let y = top + shown * sizes.line + 12;
  const more = notes.length > 0 ? { y, text: notes.join('; ') } : undefined;
  if (more) y += 26;
  const sections = layers.map((layer, i) => {
    const section = sectionOf(packet, layer, layers.slice(0, i), y);
    y += section.height + 8;
    return section;
  });
  return { width: cellWidth, height: y + 4, title, offsets, blocks, ...(more && { more }), sections };
}

function blocksOf(packet: Packet, layer: Layer, top: number, lines: number): Block[] {
  // Of what has no fields all is one part.
  return partsOf(layer).flatMap((part) => {
    const blocks: Block[] = [];
    const end = Math.min(part.offset + part.length, packet.bytes.length, lines * 16);
    for (let at = part.offset; at < end;) {
      const stop = Math.min(end, at - (at % 16) + 16);
      const bytes = packet.bytes.subarray(at, stop);
      blocks.push({
        x: columnAt(at % 16),
        y: top + Math.floor(at / 16) * sizes.line,
        family: families[layer.protocol],
        bytes: [...bytes].map((byte) => byte.toString(16).padStart(2, '0')),
        letters: asciiOf(bytes),
        column: at % 16,
        tip: [titleOf(layer.protocol), ...part.fields.map((field) => `${field.name} ${valueOf(layer, field)}`)].join(
          ', ',
        ),
      });
      at = stop;
    }
    return blocks;
  });
}

/**
 * Where a byte’s room in its line begins: eight and eight.
 * @example columnAt(0) // 60
 */
export function columnAt(column: number): number {
  return sizes.margin + sizes.offset + column * sizes.byte + (column >= 8 ? 10 : 0);
}

function sectionOf(packet: Packet, layer: Layer, before: readonly Layer[], y: number): Section {
  const tunnel = before.findLast(({ protocol }) => families[protocol] === 'tunnel');
  const plural = layer.length === 1 ? 'byte' : 'bytes';
  const range = `${layer.length} ${plural} from ${layer.offset}`;
  const named = layer.fields.length > 0;
  const chips = named
    ? flowed(
        partsOf(layer).map((part) => chipOf(packet, layer, part)),
        y + 28,
      )
    : [];
  const last = chips.at(-1);
  return {
    ...{ y, title: titleOf(layer.protocol), family: families[layer.protocol], chips },
    where: tunnel === undefined ? range : `${range}, inside of ${titleOf(tunnel.protocol)}`,
    ...(layer.marks.length > 0 && { warning: `▲ ${layer.marks.map((mark) => marks[mark]).join(', ')}` }),
    height: last === undefined ? 24 : last.y + sizes.chip - y,
  };
}

function chipOf(packet: Packet, layer: Layer, part: Part): Omit<Chip, 'x' | 'y'> {
  const flags = part.fields.filter(({ value }) => typeof value === 'boolean');
  const rest = part.fields.filter((field) => !flags.includes(field));
  const set = flags.filter(({ value }) => value === true);
  const whose = set.length > 1 ? sharedWord(set.map(({ name }) => name)) : '';
  const all: Named[] = [
    ...rest.map((field) => ({ name: oneLine(field.name), value: clip(valueOf(layer, field), 44) })),
    // Of flags those that are set: their names say it all. Whose they are, as `actor` in LACP, is said once.
    ...set.map(({ name }, i) => ({ name: i === 0 ? oneLine(whose) : '', value: oneLine(name.slice(whose.length)) })),
    ...(flags.length > 1 && set.length === 0 ? [{ name: 'no flags', value: '' }] : []),
    ...(flags.length === 1 && set.length === 0 ? [{ name: `no ${flags[0]!.name}`, value: '' }] : []),
  ];
  if (all.length === 0) all.push({ name: '—', value: '' });
  const named = asManyAsFit(all);
  const hex = hexOf(packet, part, 16);
  return { named, hex, width: Math.ceil(Math.max(widthOf(named), textWidth(hex, sizes.text, true)) + 2 * sizes.pad) };
}

/** The word, or words, with which all of some names begin that are written likeThis; `''` where there is none. */
function sharedWord([first = '', ...others]: readonly string[]): string {
  const words = first.split(/(?=[A-Z])/).map((_, i, all) => all.slice(0, i).join(''));
  return (
    words.findLast((start) =>
      others.every((name) => /^[A-Z]/.test(name.slice(start.length)) && name.startsWith(start)),
    ) ?? ''
  );
}

/** As many of a chip's names as there is room for, and how many are left. */
function asManyAsFit(all: readonly Named[]): readonly Named[] {
  for (let shown = Math.min(all.length, MOST); shown > 1; shown--) {
    const left = all.length - shown;
    const named = left === 0 ? all : [...all.slice(0, shown), { name: `and ${left} more`, value: '' }];
    if (widthOf(named) + 2 * sizes.pad <= room) return named;
  }
  return all.slice(0, 1);
}

/** Between a name and its value, and between one and the next. */
export const blank = { value: 6, next: 12 } as const;

function widthOf(named: readonly Named[]): number {
  return named.reduce((x, one, i) => x + (i > 0 ? blank.next : 0) + roomOf(one), 0);
}

/** How much room a name and its value take. */
export function roomOf({ name, value }: Named): number {
  const between = name !== '' && value !== '' ? blank.value : 0;
  return textWidth(name, sizes.name, true) + between + textWidth(value, sizes.text, true);
}

// One after the other, in lines that are filled: what is left of a line its chips share.
function flowed(chips: readonly Omit<Chip, 'x' | 'y'>[], top: number): Chip[] {
  const lines: Omit<Chip, 'x' | 'y'>[][] = [[]];
  let used = 0;
  for (const chip of chips) {
    if (used > 0 && used + sizes.gap + chip.width > room) {
      lines.push([]);
      used = 0;
    }
    lines.at(-1)!.push(chip);
    used += (used > 0 ? sizes.gap : 0) + chip.width;
  }
  return lines.flatMap((line, i) => {
    const own = line.reduce((sum, { width }) => sum + width, sizes.gap * (line.length - 1));
    // The last line is not pulled to the end: a lonely field would look as if it were long.
    const share = i === lines.length - 1 && own < room * 0.7 ? 0 : Math.max(0, room - own) / line.length;
    let x: number = sizes.margin + 10;
    return line.map((chip) => {
      const placed = { ...chip, x, y: top + i * (sizes.chip + sizes.gap), width: chip.width + share };
      x += placed.width + sizes.gap;
      return placed;
    });
  });
}
