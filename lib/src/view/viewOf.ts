import { inspect } from 'node:util';
import type { Journey } from '../capture/journey/journey.js';
import type { Packet } from '../capture/packet.js';
import type { Result } from '../transport/result.js';
import { visible } from './escape.js';
import { drawJourney } from './journey.js';
import { kindOf } from './kind.js';
import { packet } from './packet.js';
import { isRows } from './rows.js';
import { table } from './table.js';
import { terminal } from './terminal.js';
import type { View } from './view.js';

/**
 * The view of whatever a cell shows: a view is its own, a row or more are a table, a command's result is a terminal, one
 * packet its bytes, a journey a drawing.
 * @example viewOf(await node1.links()).text
 */
export function viewOf(value: unknown): View {
  if (isRows(value)) return table(value);
  if (isResult(value)) return terminal(value);
  if (isView(value)) return value;
  if (isJourney(value)) return drawJourney(value);
  if (isPacket(value)) return packet(value);
  if (isRow(value)) return table([value]);
  return { text: visible(typeof value === 'string' ? value : inspect(value)) || ' ' };
}

/**
 * Whether a value is one row of a kind that we know, such as a link: it shows as a table with one line.
 * @example isRow(await node1.link('veth0')) // true
 */
export function isRow(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && kindOf([value]) !== undefined;
}

/**
 * Whether a value is what `lab.follow` tells: it shows as a drawing.
 * @example isJourney({ flights: [], clocks: [] }) // true
 */
export function isJourney(value: unknown): value is Journey {
  return typeof value === 'object' && value !== null && 'flights' in value && 'clocks' in value;
}

function isPacket(value: unknown): value is Packet {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && kindOf([value]) === 'packet';
}

function isView(value: unknown): value is View {
  return typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string';
}

function isResult(value: unknown): value is Result {
  return typeof value === 'object' && value !== null && 'command' in value && 'stdout' in value && 'exitCode' in value;
}
