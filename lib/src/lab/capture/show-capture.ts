import { writeFile } from 'node:fs/promises';
import { inspect } from 'node:util';
import { resolve } from 'node:path';
import { pcapngBlocks } from '../../capture/write-pcapng.js';
import { viewSymbol } from '../../kernel/display.js';
import { pending } from '../../kernel/pending.js';
import { pauses } from '../../pauses.js';
import { html } from '../../view/escape.js';
import { tagged } from '../../view/rows.js';
import { table } from '../../view/table.js';
import type { View } from '../../view/view.js';
import type { Captured } from './capture.js';
import type { Loss } from './loss.js';

/** What was captured: a list of packets, and what was lost. */
export interface Capture<T = unknown> extends Captured<T> {
  /**
   * Writes the packets to a file on this computer, pcapng, which Wireshark opens: each place is an interface, `node1/red/eth0`.
   * Gives the file's whole path.
   * @example await seen.save('ping.pcapng')
   */
  save(path: string): Promise<string>;
}

/** Packets that a list shows; the others are counted. */
const MOST_ROWS = 200;

/** A capture that shows as a list and can be saved. */
export function showCapture<T>(captured: Captured<T>): Capture<T> {
  const save = (path: string): Promise<string> =>
    pending(`save('${path}')`, async (signal) => {
      const whole = resolve(path);
      const pause = pauses(signal);
      const blocks: Uint8Array[] = [];
      for (const block of pcapngBlocks(captured.packets)) {
        blocks.push(block);
        await pause();
      }
      await writeFile(whole, Buffer.concat(blocks));
      return whole;
    });
  const capture = { ...captured, save };
  Object.defineProperty(capture, viewSymbol, { value: () => viewOf(captured) });
  return Object.defineProperty(capture, inspect.custom, { value: () => viewOf(captured).text });
}

function viewOf({ packets, losses, cut }: Captured<unknown>): View {
  const list = table(tagged('packet', packets.slice(0, MOST_ROWS)));
  const notes = [
    ...(packets.length > MOST_ROWS ? [`${packets.length - MOST_ROWS} packets more.`] : []),
    ...(cut ? ['There was more than one capture keeps (48 MiB): what came later is not here.'] : []),
    ...losses.flatMap(lossText),
  ];
  if (packets.length === 0) return { text: ['No packet passed.', ...notes].join('\n') };
  if (notes.length === 0) return list;
  return {
    text: [list.text.trimEnd(), ...notes].join('\n'),
    ...(list.html && { html: `${list.html}${noteHtml(notes)}` }),
  };
}

function lossText({ host, netns, ifname, dropped = 0, received = 0, fault }: Loss): string[] {
  const where = [netns, ifname].filter((part) => part !== '' && part !== 'any').join('/');
  const place = where === '' ? host : `${where} on ${host}`;
  const dropping = `${place}: the kernel dropped ${dropped} of ${received}: a filter or a smaller \`snaplen\` lets more through.`;
  return [...(dropped > 0 ? [dropping] : []), ...(fault === undefined ? [] : [`${place}: ${fault}`])];
}

const noteHtml = (notes: readonly string[]): string => notes.map((note) => html`<p>${note}</p>`.toString()).join('');
