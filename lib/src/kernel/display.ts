import { inspect } from 'node:util';
import type { Journey } from '../capture/journey/journey.js';
import type { Packet } from '../capture/packet.js';
import { NetdiveError } from '../errors.js';
import type { Throughput } from '../parse/iperf3.js';
import type { Link } from '../parse/link.js';
import type { PingLoss } from '../parse/ping-loss.js';
import type { Ping } from '../parse/ping.js';
import type { Route } from '../parse/route.js';
import type { VerifierLog } from '../parse/verifier-log.js';
import type { Result } from '../transport/result.js';
import type { Difference } from '../view/difference.js';
import type { View } from '../view/view.js';
import { isJourney, isRow, viewOf } from '../view/viewOf.js';
import { currentCell } from './cell.js';
import { type DisplayContent, runningTslab } from './tslab.js';

/** Where a value keeps the view of itself, or the function that makes it: non-enumerable, so that it stays plain data. */
export const viewSymbol: unique symbol = Symbol.for('netdive.view') as never;

/** A value that knows how to be shown. */
export interface Showable {
  readonly [viewSymbol]: View | (() => View);
}

/**
 * The value with a view of its own: plain data that shows as that, also as a cell's last value. Its type does not tell:
 * tslab offers no completions for a type that has a symbol's member.
 * @example return showable({ host, path }, file({ host, path, text }));
 */
export function showable<T extends object>(value: T, view: View): T {
  Object.defineProperty(value, viewSymbol, { value: view });
  return Object.defineProperty(value, inspect.custom, { value: () => view.text });
}

/** A program that runs on: what `node.start` gives. */
export interface Running {
  /** The machine. */
  readonly host: string;
  /** Its network namespace; `''` is the machine's own. */
  readonly netns: string;
  /** As it was typed. */
  readonly command: string;
  /**
   * Ends it and all that it started.
   * @example await web.stop();
   */
  stop(): Promise<void>;
}

/** A file in a machine: what `node.write` gives. */
export interface FileInMachine {
  /** The machine. */
  readonly host: string;
  /** The whole path. */
  readonly path: string;
}

/** What was captured: it shows as a list of its packets. */
interface PacketsCaptured {
  /** The packets. */
  readonly packets: readonly Packet[];
  /** What each place lost of them. */
  readonly losses: readonly object[];
}

/** What was measured, a row a moment: it shows as a chart. */
interface Measured {
  /** The rows. */
  readonly samples: readonly object[];
}

/** What a cell can show. A promise is none of these: it wants an `await` first. */
export type Thing =
  | View
  | Showable
  | Result
  | Packet
  | Journey
  | readonly object[]
  | Link
  | Route
  | Ping
  | PingLoss
  | Throughput
  | Running
  | Difference
  | Measured
  | VerifierLog
  | FileInMachine
  | PacketsCaptured
  | string;

/**
 * Shows things in the cell, one under the other: tables, drawings, journeys, text. In a terminal it prints them.
 * @example show(await node1.links(), await lab.topology());
 */
export function show(...things: Thing[]): void {
  for (const thing of things) display(toView(thing));
}

/** How one view is shown: with more forms than its own, or in the place of one shown before. */
export interface DisplayOptions {
  /** MIME types of our own, for programs that read the notebook. */
  readonly data?: Readonly<Record<string, object>>;
  /** The name by which a later call replaces what this one shows. */
  readonly id?: string;
  /** Replace what was shown by that name. */
  readonly update?: boolean;
  /** It is there only while the cell runs: what keeps a notebook's outputs leaves it out. */
  readonly passing?: boolean;
}

/** How an output that is only there while its cell runs is marked (lib/jupyter/execute.py knows it too). */
const PASSING = { netdive: { passing: true } };

/** Shows one view, all of its forms in one bundle. */
export function display(view: View, { data = {}, id, update = false, passing = false }: DisplayOptions = {}): void {
  const transient = id === undefined ? {} : { display_id: id };
  const metadata = passing ? PASSING : {};
  const content: DisplayContent = { data: { ...mimeBundle(view), ...data }, metadata, transient };
  const cell = currentCell();
  if (cell !== undefined) cell.display(content, update);
  else {
    const write = runningTslab()?.lastWriteDisplayData;
    if (write) write(content, update);
    else console.log(view.text);
  }
}

/**
 * The view's forms by their MIME types.
 * @example mimeBundle({ text: 'a' }) // { 'text/plain': 'a' }
 */
export function mimeBundle(view: View): Record<string, unknown> {
  return {
    'text/plain': view.text,
    ...(view.html === undefined ? {} : { 'text/html': view.html }),
    ...(view.svg === undefined ? {} : { 'image/svg+xml': view.svg }),
    // JupyterLab would take it before a drawing in the page's own colours. An object: a string is taken for an address.
    ...(view.vegaLite === undefined || view.html !== undefined
      ? {}
      : { 'application/vnd.vegalite.v5+json': view.vegaLite }),
  };
}

/** Whether a value has a view of its own, beside the way every value prints. */
export function canDraw(thing: unknown): thing is Thing {
  if (typeof thing !== 'object' || thing === null || thing instanceof Error) return false;
  if ('text' in thing && ('html' in thing || 'svg' in thing || 'vegaLite' in thing)) return true;
  return (
    viewSymbol in thing ||
    isRow(thing) ||
    isJourney(thing) ||
    (inspect.custom in thing && (Array.isArray(thing) || 'command' in thing))
  );
}

/** Cells are compiled without strict checks: what the types forbid still comes here, and gets an answer. */
function toView(thing: unknown): View {
  if (typeof thing === 'object' && thing !== null) {
    if ('then' in thing) {
      throw new NetdiveError('show() was given something that is still running.', 'Write `await` in front of it.');
    }
    if (viewSymbol in thing) {
      const view = (thing as Showable)[viewSymbol];
      return typeof view === 'function' ? view.call(thing) : view;
    }
  }
  return viewOf(thing);
}
