import { isDeepStrictEqual } from 'node:util';
import { stringify } from 'yaml';
import { NetdiveError } from '../errors.js';
import { momentLines } from './moment-line.js';
import { readRecording, type Exchange, type RecordedCell, type Recording } from './recording.js';

/**
 * A recording as text: YAML, whose long texts stand line by line, so that a change of it can be read.
 * @param secrets what must not stand in it, such as this computer’s paths
 * @throws NetdiveError where one does, or where the text would not be read as what it was
 * @example writeFileSync('01-veth.yaml', recordingText(recording, [homedir()]))
 */
export function recordingText(recording: Recording, secrets: readonly string[] = []): string {
  const { provenance, cells } = recording;
  const text = `# ${HEAD}\n# npx netdive record ${provenance.chapter}\n${stringify(
    { provenance, cells: cells.map(writtenCell) },
    { lineWidth: 0, blockQuote: 'literal' },
  )}`;
  const found = [...secrets, 'PRIVATE KEY-----'].find((secret) => text.includes(secret));
  if (found !== undefined)
    throw new NetdiveError(
      `The recording is not kept: ${JSON.stringify(found)} stands in it, which is of this computer only.`,
    );
  if (!isDeepStrictEqual(readRecording(text), JSON.parse(JSON.stringify(recording))))
    throw new NetdiveError('The recording is not kept: its text would not be read as what was recorded.');
  return text;
}

const HEAD =
  'What the cells of a chapter asked two machines, and what these answered: netdive run --replay answers from it. Made by';

const writtenCell = ({ exchanges, ...cell }: RecordedCell): object => ({
  ...cell,
  ...(exchanges.length > 0 && { exchanges: exchanges.map(written) }),
});

function written(exchange: Exchange): object {
  const { verb, on, asked, moments = [], ...rest } = exchange;
  return {
    ...(on !== verb && { on }),
    [verb]: asked,
    ...rest,
    ...(moments.length > 0 && { moments: momentLines(exchange) }),
  };
}
