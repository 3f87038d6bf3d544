import { oneLine } from '../escape.js';
import { shorten, textWidth, wrap } from '../measure.js';
import { changes, states } from './kinds.js';
import type { Change, Line, SceneDevice } from './scene.js';

/** Sizes of a drawing in its own units. The smallest text is 13; it is shown no smaller than 12 pixels. */
export const sizes = { name: 15, text: 13, line: 18, pad: 12, bar: 4, longest: 24 } as const;

/** A card's contents, and how much room they take. */
export interface Card {
  readonly name: string;
  readonly sign: string;
  readonly kind: string;
  readonly state: string;
  readonly lines: readonly CardLine[];
  readonly width: number;
  readonly height: number;
}

/** A line under a card's head. */
export interface CardLine {
  readonly text: string;
  readonly change: Change;
  /** An address is set in the fixed font, a remark in the other. */
  readonly code: boolean;
}

/**
 * What stands on a device's card.
 * @example cardOf(device).width
 */
export function cardOf({ device, addresses, change, remarks }: SceneDevice): Card {
  const name = shorten(oneLine(device.ifname), sizes.longest);
  const kind = shorten(oneLine(device.kind), 16);
  const state = `${states[device.state].sign} ${states[device.state].word}`;
  const sign = change === undefined ? '' : `${changes[change].sign} `;
  const lines = [
    ...addressLines(addresses),
    ...plain(device.note === undefined ? [] : [device.note], undefined),
    ...plain(remarks, 'changed'),
  ];
  const inner = Math.max(
    textWidth(sign + name, sizes.name, true),
    pillWidth(kind) + 8 + textWidth(state, sizes.text),
    ...lines.map((line) => textWidth(line.text, sizes.text, line.code)),
  );
  return {
    name,
    sign,
    kind,
    state,
    lines,
    width: Math.ceil(inner + 2 * sizes.pad + sizes.bar),
    height: 60 + lines.length * sizes.line,
  };
}

/**
 * The lines of addresses or routes, each within its width, with the sign of what became of it.
 * @example addressLines([{ text: '10.0.0.1/24', change: 'added' }])[0].text // '+ 10.0.0.1/24'
 */
export function addressLines(lines: readonly Line[], length: number = sizes.longest): CardLine[] {
  return lines.flatMap(({ text, change }) =>
    wrap((change === undefined ? '' : `${changes[change].sign} `) + oneLine(text), length).map((part) => ({
      text: part,
      change,
      code: true,
    })),
  );
}

/**
 * How wide the label with a device's kind is.
 * @example pillWidth('veth') // 54
 */
export function pillWidth(kind: string): number {
  return Math.ceil(textWidth(kind, sizes.text)) + 20;
}

function plain(texts: readonly string[], change: Change): CardLine[] {
  return texts.flatMap((text) =>
    wrap(oneLine(text), sizes.longest).map((part) => ({ text: part, change, code: false })),
  );
}
