import type { Layer, Packet } from '../../capture/packet.js';
import { oneLine } from '../escape.js';
import { clip, textWidth } from '../measure.js';
import { hexOf, type Part } from './parts.js';
import { sizes } from './sizes.js';
import { valueOf } from './values.js';

/** A chip says no more than so much: a byte has so many flags. */
const MOST = 8;

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

/**
 * The box of one part of a layer, no wider than there is room.
 * @example chipOf(packet, layer, part, 786).width
 */
export function chipOf(packet: Packet, layer: Layer, part: Part, room: number): Omit<Chip, 'x' | 'y'> {
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
  const named = asManyAsFit(all, room);
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
function asManyAsFit(all: readonly Named[], room: number): readonly Named[] {
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

/**
 * Boxes one after the other, in lines that are filled: what is left of a line its boxes share.
 * @example flowed(chips, { x: 22, y: 100, room: 786 })[0].x // 22
 */
export function flowed(
  chips: readonly Omit<Chip, 'x' | 'y'>[],
  { x: left, y: top, room }: { x: number; y: number; room: number },
): Chip[] {
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
    let x = left;
    return line.map((chip) => {
      const placed = { ...chip, x, y: top + i * (sizes.chip + sizes.gap), width: chip.width + share };
      x += placed.width + sizes.gap;
      return placed;
    });
  });
}
