import type { Clock, Stretch } from './captured-packet.js';
import type { Chunk } from './capture-format.js';
import { vantageOf } from './interface-name.js';
import type { Vantage } from './packet.js';
import { IF_NAME, IF_TSOFFSET, IF_TSRESOL, OPT_END, padded } from './pcapng-blocks.js';

/** What a file says of an interface (draft-ietf-opsawg-pcapng, section 4.2). */
export interface Interface {
  readonly linkType: number;
  /** How much of each packet was kept; 0 where there was no limit. */
  readonly snaplen: number;
  readonly clock: Clock;
  /** By EPB’s direction: 0 not known, 1 in, 2 out. Packets share them. */
  readonly places: readonly (Vantage | undefined)[];
  /** What its packets lie in now. */
  stretch?: Stretch;
}

/** The chunk as what an interface’s packets lie in. */
export function stretchOf(from: Interface, { bytes, view }: Chunk, little: boolean): Stretch {
  const { linkType, clock } = from;
  if (from.stretch?.bytes !== bytes) from.stretch = { bytes, view, little, linkType, clock };
  return from.stretch;
}

/** Reads the body of an interface’s block, `chunk.at` to `stop`. */
export function readInterface(chunk: Chunk, stop: number, little: boolean): Interface {
  const { view, bytes, at } = chunk;
  if (stop - at < 8) return { linkType: -1, snaplen: 0, clock: clockOf(6, 0n), places: [] };
  let resolution = 6;
  let offset = 0n;
  let name: string | undefined;
  for (const { code, start, length } of optionsOf(view, at + 8, stop, little)) {
    if (code === IF_NAME) name = new TextDecoder().decode(bytes.subarray(start, start + length)).replace(/\0.*$/s, '');
    if (code === IF_TSRESOL && length === 1) resolution = view.getUint8(start);
    if (code === IF_TSOFFSET && length === 8) offset = view.getBigInt64(start, little);
  }
  const place = name === undefined ? undefined : vantageOf(name);
  return {
    linkType: view.getUint16(at, little),
    snaplen: view.getUint32(at + 4, little),
    clock: clockOf(resolution, offset),
    places: place ? [place, { ...place, direction: 'in' }, { ...place, direction: 'out' }] : [],
  };
}

interface Option {
  readonly code: number;
  readonly start: number;
  readonly length: number;
}

/** The options from `at`; one that does not fit ends them. */
export function* optionsOf(view: DataView, at: number, stop: number, little: boolean): Generator<Option> {
  while (at + 4 <= stop) {
    const code = view.getUint16(at, little);
    const length = view.getUint16(at + 2, little);
    const start = at + 4;
    if (code === OPT_END || start + length > stop) return;
    yield { code, start, length };
    at = start + padded(length);
  }
}

/** A unit is 10 to the minus `resolution` seconds; of 2, where the highest bit is set. */
function clockOf(resolution: number, offset: bigint): Clock {
  const perSecond = resolution & 0x80 ? 2n ** BigInt(resolution & 0x7f) : 10n ** BigInt(resolution);
  const start = offset * BILLION;
  return (high, low) => start + (((BigInt(high) << 32n) | BigInt(low)) * BILLION) / perSecond;
}

const BILLION = 1_000_000_000n;
