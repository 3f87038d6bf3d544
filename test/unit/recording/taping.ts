import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TapedConnection } from '../../../lib/src/lab/taped-connection.js';
import { TapedMachines } from '../../../lib/src/lab/taped-machines.js';
import type { HeldMachines } from '../../../lib/src/lab/held-machines.js';
import { digest } from '../../../lib/src/recording/asked.js';
import { composed } from '../../../lib/src/recording/compose.js';
import { Player } from '../../../lib/src/recording/player.js';
import { Recorder } from '../../../lib/src/recording/recorder.js';
import { readRecording, type Provenance, type Recording } from '../../../lib/src/recording/recording.js';
import { recordingText } from '../../../lib/src/recording/write-recording.js';
import type { Asking, Tape } from '../../../lib/src/recording/tape.js';
import type { Connection } from '../../../lib/src/transport/connection.js';

/** What a cell of a test has: a machine, and both machines as a whole. */
export interface Bench {
  readonly node1: Connection;
  readonly machines: TapedMachines;
  readonly tape: Tape;
}

/** A cell of a test: its name is its code. */
export type Cell = readonly [name: string, work: (bench: Bench) => Promise<unknown>];

const provenance: Provenance = {
  chapter: 'veth',
  date: '2026-11-27',
  commit: '0123456789',
  provider: 'none, this is a test',
  kernel: 'Linux 6.12',
  distribution: 'Debian 13',
  tools: {},
};

/** A cell that opens the lab. */
export const opening: Cell = ['open', ({ machines }) => machines.rewind('open veth', () => Promise.resolve([]))];

/** Runs cells one after the other; gives what each one gave or threw. */
export async function play(
  tape: (asking: () => Asking | undefined) => Tape,
  cells: readonly Cell[],
  live?: Connection,
): Promise<unknown[]> {
  let now: Asking | undefined;
  const made = tape(() => now);
  const held = live && ({ rewind: () => Promise.resolve([]), connection: () => live } as unknown as HeldMachines);
  const bench = {
    node1: new TapedConnection('node1', made, live),
    machines: new TapedMachines(made, held),
    tape: made,
  };
  const gave: unknown[] = [];
  for (const [name, work] of cells) {
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    now = { notebookId: name, code: name, ended };
    gave.push(await work(bench).catch((error: unknown) => error));
    end();
    await ended;
  }
  return gave;
}

/** Runs cells on a machine, and gives the recording of it, as it is read from its text. */
export async function record(
  cells: readonly Cell[],
  live: Connection,
): Promise<{ recording: Recording; gave: unknown[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'netdive-recording-'));
  try {
    const file = join(folder, 'log');
    const gave = await play((asking) => new Recorder(file, asking), cells, live);
    const ran = cells.map(([name]) => ({ cell: name, begins: name, code: digest(name) }));
    return { gave, recording: readRecording(recordingText(composed(readFileSync(file, 'utf8'), ran, provenance))) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs cells on a recording. */
export const replay = (recording: Recording, cells: readonly Cell[], patienceMs?: number): Promise<unknown[]> =>
  play((asking) => new Player(recording, asking, patienceMs), cells);
