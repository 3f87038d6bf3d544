import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Exchange, Moment } from './recording.js';

// A moment is a line of a recording: `12.345 stdout` and what came,
//   `@64`       the next 64 characters of what the command has answered in the end
//   `"text"`    text, as JSON has it
//   `=AAAA`     bytes, in base64
//   `~AAAA`     the same, deflated before (RFC 1951)

/** The moments of an exchange as lines. */
export function momentLines({ verb, moments = [], answer }: Exchange): string[] {
  const rest = verb === 'run' ? texts(answer) : {};
  const fits = Object.entries(rest).every(
    ([what, text]) => text === moments.map((one) => (one.what === what ? (one.text ?? '') : '')).join(''),
  );
  const written = ({ what, text }: Moment): string => {
    if (text === undefined) return '';
    if (verb !== 'run') return ` ${packed(text)}`;
    return what in rest && fits ? ` @${text.length}` : ` ${JSON.stringify(text)}`;
  };
  return moments.map((one) => `${one.at} ${one.what}${written(one)}`);
}

/**
 * Reads the same.
 * @throws Error for a line that is none
 */
export function readMoments(lines: readonly string[], answer: unknown): Moment[] {
  const rest = texts(answer);
  const places: Record<string, number> = {};
  return lines.map((line) => {
    const [, at, what, how, said = ''] = LINE.exec(line) ?? [];
    if (at === undefined || what === undefined) throw new Error(`this is no moment: ${line.slice(0, 80)}`);
    const moment = { at: Number(at), what: what as Moment['what'] };
    if (how === undefined) return moment;
    if (how === '@') {
      const from = places[what] ?? 0;
      places[what] = from + Number(said);
      return { ...moment, text: (rest[what] ?? '').slice(from, places[what]) };
    }
    if (how === '"') return { ...moment, text: JSON.parse(`"${said}`) as string };
    return {
      ...moment,
      text:
        how === '='
          ? said
          : inflateRawSync(Buffer.from(said, 'base64'), { maxOutputLength: LARGEST }).toString('base64'),
    };
  });
}

const LINE = /^(\d+(?:\.\d+)?) (stdout|stderr|close|stdin|end|stop)(?: (["@=~])(.*))?$/s;

/** What a command printed, with the line's end that its result leaves out. */
function texts(answer: unknown): Record<string, string> {
  const { stdout = '', stderr = '' } = (answer ?? {}) as { readonly stdout?: string; readonly stderr?: string };
  const ended = (text: string): string => (text === '' ? '' : `${text}\n`);
  return { stdout: ended(stdout), stderr: ended(stderr) };
}

/** One piece of a channel is some 32 KiB. */
const LARGEST = 1024 * 1024;
/** A few bytes are not worth it. */
const WORTH = 64;

function packed(base64: string): string {
  const bytes = Buffer.from(base64, 'base64');
  const small = bytes.length < WORTH ? base64 : deflateRawSync(bytes, { level: 9 }).toString('base64');
  return small.length < base64.length ? `~${small}` : `=${base64}`;
}
