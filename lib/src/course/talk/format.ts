import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { z } from 'zod';
import { NetdiveError } from '../../errors.js';
import { didYouMean } from '../../nearest.js';
import { fault } from './fault.js';
import type { Placed, Talk, TalkSlide } from './talk.js';

const largest = 1024 * 1024;
/** So many mistakes are told at once. */
const MOST_FAULTS = 10;

const line = z
  .string()
  .trim()
  .min(1, 'is empty')
  .max(200, 'has more than 200 characters')
  .regex(/^[^\n]*$/, 'has more than one line');
const markdown = z.string().trim().min(1, 'is empty').max(20_000, 'has more than 20,000 characters');
const lines = z.array(line).min(1, 'is empty').max(500);

const slideSchema = z
  .strictObject({
    text: markdown.optional(),
    chapter: line.optional(),
    take: lines.optional(),
    without: lines.optional(),
    folded: lines.optional(),
    note: markdown.optional(),
    covers: lines.optional(),
  })
  .superRefine(({ text, chapter, take, without, folded }, context) => {
    const complain = (message: string): void => context.addIssue({ code: 'custom', message });
    if ((chapter === undefined) !== (take === undefined)) complain('`chapter` and `take` belong together');
    else if (text === undefined && chapter === undefined) complain('a slide has `text`, or `chapter` and `take`');
    if (without !== undefined && take === undefined) complain('`without` belongs to `take`');
    if (folded !== undefined && take === undefined) complain('`folded` belongs to `take`');
  });

const partSchema = z.strictObject({
  part: line,
  minutes: z
    .string()
    .regex(/^(?!0+(\.0+)?$)\d{1,3}(\.\d+)?$/, 'is a number of minutes, such as 5 or 2.5')
    .transform(Number),
  slides: z.array(slideSchema).min(1, 'is empty').max(200),
});

const talkSchema = z.strictObject({
  title: line,
  speaker: line.optional(),
  logo: line
    .regex(/^\w[\w.-]*\.(svg|png|jpe?g)$/, 'is the name of an svg, png or jpg file beside the talk, without a folder')
    .optional(),
  parts: z.array(partSchema).min(1, 'is empty').max(100),
  items: z.record(line, line).optional(),
});

const keysAt = (path: readonly PropertyKey[]): readonly string[] =>
  Object.keys((path.includes('slides') ? slideSchema : path.length > 0 ? partSchema : talkSchema).shape);

/**
 * Reads a talk's text. Throws a NetdiveError that names the file, the line, and what is wrong there.
 * @param file how messages name it
 * @example parseTalk(readFileSync('slides/talks/pod-sandbox.yaml', 'utf8'), 'pod-sandbox.yaml').parts[0]?.minutes
 */
export function parseTalk(text: string, file: string): Talk {
  if (text.length > largest) throw new NetdiveError(`${file} is larger than ${largest >> 20} MB: it is not read.`);
  const counter = new LineCounter();
  // All is text here: a cell's id such as 12e45678 is no number.
  const document = parseDocument(text, { lineCounter: counter, schema: 'failsafe', prettyErrors: false });
  const lineAt = (offset: number): number => counter.linePos(offset).line;
  for (const { pos, message } of [...document.errors, ...document.warnings])
    throw fault(file, lineAt(pos[0]), `this is no YAML: ${message}`);
  visit(document, {
    Alias: (_, { range }) => {
      throw fault(file, lineAt(range?.[0] ?? 0), 'a talk has no aliases (*name).', 'Write it out.');
    },
  });
  const lineOf = (path: readonly PropertyKey[]): number => lineAt(nodeAt(document, path)?.range?.[0] ?? 0);
  const read = talkSchema.safeParse(document.toJS());
  if (!read.success) throw told(file, document, read.error.issues, lineOf, lineAt);
  const { title, speaker, logo, parts, items } = read.data;
  const placed = (value: string, ...path: PropertyKey[]): Placed => ({ value, line: lineOf(path) });
  return {
    file,
    title,
    speaker,
    logo: logo === undefined ? undefined : placed(logo, 'logo'),
    parts: parts.map(({ part, minutes, slides }, p) => ({
      part,
      minutes,
      slides: slides.map(({ text, chapter, take, without, folded, note, covers }, s): TalkSlide => {
        const path = ['parts', p, 'slides', s];
        const list = (values: readonly string[] | undefined, key: string): readonly Placed[] =>
          (values ?? []).map((value, index) => placed(value, ...path, key, index));
        const taken =
          chapter === undefined
            ? undefined
            : {
                chapter: placed(chapter, ...path, 'chapter'),
                take: list(take, 'take'),
                without: list(without, 'without'),
                folded: list(folded, 'folded'),
              };
        return { line: lineOf(path), text, taken, note, covers: list(covers, 'covers') };
      }),
    })),
    items: Object.entries(items ?? {}).map(([id, words]) => ({ ...placed(id, 'items', id), words })),
  };
}

/** The node at a path, or the nearest one above that is there. */
function nodeAt(document: Document, path: readonly PropertyKey[]) {
  for (let length = path.length; length >= 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node)) return node;
  }
  return undefined;
}

function told(
  file: string,
  document: Document,
  issues: readonly z.core.$ZodIssue[],
  lineOf: (path: readonly PropertyKey[]) => number,
  lineAt: (offset: number) => number,
): NetdiveError {
  const faults = issues.flatMap((issue) => {
    const { path } = issue;
    const name = path.filter((step) => typeof step === 'string').at(-1);
    if (issue.code === 'unrecognized_keys') {
      const map = nodeAt(document, path);
      return issue.keys.map((key) => {
        const pair = isMap(map) ? map.items.find((one) => isScalar(one.key) && one.key.value === key) : undefined;
        const offset = pair !== undefined && isScalar(pair.key) ? pair.key.range?.[0] : undefined;
        const known = keysAt(path);
        return fault(
          file,
          offset === undefined ? lineOf(path) : lineAt(offset),
          `there is no key ${JSON.stringify(key)} here.`,
          didYouMean(key, known) ?? `There are: ${known.join(', ')}.`,
        );
      });
    }
    const said = issue.message.replace('Invalid input: expected', 'should be').replace('record', 'map');
    const what = /received undefined/.test(said)
      ? `${JSON.stringify(String(path.at(-1)))} is missing.`
      : issue.code === 'custom'
        ? `${said}.`
        : `${name === undefined ? 'a talk' : JSON.stringify(name)} ${said}.`;
    return [fault(file, lineOf(path), what)];
  });
  if (faults.length === 1) return faults[0]!;
  const more = faults.length > MOST_FAULTS ? [`and ${faults.length - MOST_FAULTS} more`] : [];
  return new NetdiveError([...faults.slice(0, MOST_FAULTS).map(({ message }) => message), ...more].join('\n'));
}
