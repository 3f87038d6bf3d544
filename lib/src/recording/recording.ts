import { parse } from 'yaml';
import * as z from 'zod';
import { NetdiveError } from '../errors.js';
import { readMoments } from './moment-line.js';

/** Where a recording comes from. */
export interface Provenance {
  /** The chapter’s name. */
  readonly chapter: string;
  /** The day, such as `2026-11-27`. */
  readonly date: string;
  /** The commit of this project that ran it, with `+` behind it where files were changed since. */
  readonly commit: string;
  /** Where the machines came from, and what they ran on: `qemu, TCG (emulated)`. */
  readonly provider: string;
  readonly kernel: string;
  readonly distribution: string;
  /** The programs that spoke, with their versions. */
  readonly tools: Readonly<Record<string, string>>;
}

/** What can be asked: a command, a file to be written, a program to talk to, or something of the machines as a whole. */
export type Verb = 'run' | 'feed' | 'open' | 'lab';

/** What came from the machine, or went there, while an exchange was under way. */
export interface Moment {
  /** In ms since the cell’s first exchange. No two moments of a cell are at the same time. */
  readonly at: number;
  /** From the machine: text or bytes on `stdout` or `stderr`, or `close`. From the cell: bytes (`stdin`), `end` of them, or `stop`. */
  readonly what: 'stdout' | 'stderr' | 'close' | 'stdin' | 'end' | 'stop';
  /** Text of a command; bytes in base64 of a program that is talked to. */
  readonly text?: string;
}

/** What was thrown. */
export interface Thrown {
  readonly name: string;
  readonly message: string;
}

/** One question of a cell and its answer. */
export interface Exchange {
  readonly verb: Verb;
  /** `node1`, `node1 red` for a namespace on it, or `lab`. */
  readonly on: string;
  /** The command or the program, as `askedText` writes it. */
  readonly asked: string;
  /** What a program was fed with. */
  readonly input?: string;
  /** When it was asked and when the answer was there, in ms since the cell’s first exchange. */
  readonly at: number;
  readonly until: number;
  /** What happened in between, and after it with a program that is talked to. */
  readonly moments?: readonly Moment[];
  /** What was answered, as plain data. */
  readonly answer?: unknown;
  /** What was thrown instead of an answer. */
  readonly thrown?: Thrown;
}

/** What one cell asked. */
export interface RecordedCell {
  /** The cell’s id in its notebook. */
  readonly cell: string;
  /** The first line of its code, for who reads the recording. */
  readonly begins: string;
  /** A digest of its code: another one means that the recording is of another notebook. */
  readonly code: string;
  readonly exchanges: readonly Exchange[];
  /** When each time that it waited for was over, as the exchanges count; null where it ended before, or was stopped. */
  readonly waits?: readonly (number | null)[];
}

/** All that the cells of one run asked of the machines, and what these answered. */
export interface Recording {
  readonly provenance: Provenance;
  /** Every cell that ran, in the run’s order. */
  readonly cells: readonly RecordedCell[];
}

const words = z.record(z.string(), z.string());
const provenance = z.strictObject({
  chapter: z.string(),
  date: z.string(),
  commit: z.string(),
  provider: z.string(),
  kernel: z.string(),
  distribution: z.string(),
  tools: words,
});
const text = z.string().optional();
const exchange = z
  .strictObject({
    on: text,
    run: text,
    feed: text,
    open: text,
    lab: text,
    input: text,
    at: z.number(),
    until: z.number(),
    answer: z.unknown().optional(),
    thrown: z.strictObject({ name: z.string(), message: z.string() }).optional(),
    moments: z.array(z.string()).default([]),
  })
  .transform(({ on = 'lab', run, feed, open, lab, moments, ...rest }, context) => {
    const [[verb, asked] = [], ...more] = Object.entries({ run, feed, open, lab }).filter(
      ([, one]) => one !== undefined,
    );
    if (asked === undefined || more.length > 0) context.addIssue('it asks one thing: run, feed, open or lab');
    const read = moments.length > 0 && { moments: readMoments(moments, rest.answer) };
    return { verb: verb as Verb, on, asked: asked ?? '', ...rest, ...read };
  });
const recording = z.strictObject({
  provenance,
  cells: z.array(
    z.strictObject({
      cell: z.string(),
      begins: z.string(),
      code: z.string(),
      exchanges: z.array(exchange).default([]),
      waits: z.array(z.number().nullable()).optional(),
    }),
  ),
});

/** A recording of more characters than this is none of ours. */
const LARGEST = 32 * 1024 * 1024;

/**
 * Reads a recording’s text.
 * @throws NetdiveError where it is none
 * @example readRecording(readFileSync('notebooks/recordings/01-veth.yaml', 'utf8')).provenance.date
 */
export function readRecording(text: string): Recording {
  try {
    if (text.length > LARGEST) throw new Error('it is too large');
    return recording.parse(parse(text)) as Recording;
  } catch (cause) {
    const why = cause instanceof z.ZodError ? z.prettifyError(cause) : (cause as Error).message;
    throw new NetdiveError(`This is no recording that can be read: ${why}`, undefined, { cause });
  }
}
