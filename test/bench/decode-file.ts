// Decodes a capture file as it is read, every field's value read, and prints how many ms that took. The first times do not count:
// the decoders are compiled meanwhile, as the other programs were long ago.
import { createReadStream } from 'node:fs';
import { CaptureReader } from '../../lib/src/capture/capture-reader.js';
import { CHUNK } from '../../lib/src/cli/decode.js';
import { timed } from './row.js';

async function decodeAll(file: string): Promise<void> {
  const reader = new CaptureReader();
  for await (const chunk of createReadStream(file, { highWaterMark: CHUNK }))
    for (const { layers } of reader.push(chunk as Buffer))
      for (const { fields } of layers) for (const { value } of fields) if (value === undefined) throw new Error(file);
}

const file = process.argv[2]!;
for (let time = 0; time < 2; time++) await decodeAll(file);
console.log(await timed(() => decodeAll(file)));
