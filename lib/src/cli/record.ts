import { relative } from 'node:path';
import { recordChapter } from '../course/record.js';
import { chapter } from '../lab/chapters.js';
import { findProvider } from '../provider/find.js';
import { venv } from '../setup/python.js';
import { cellText } from './cell-text.js';
import { setUp } from './setup.js';
import { LAB, labOf, type Verb } from './verb.js';

export const record: Verb = {
  name: 'record',
  summary: 'run a chapter on live machines, and keep all that they answered, and the outputs',
  arguments: [['<chapter...>', 'names or numbers, such as veth or 01']],
  options: [
    LAB,
    ['--to <folder>', 'where the recording goes, and a copy of the notebook; the course’s own where not said'],
  ],
  async run(call) {
    const wanted = (call.args[0] as string[]).map(chapter);
    await setUp({ lab: labOf(call), signal: call.signal });
    let ok = true;
    for (const one of wanted) {
      const { run, file, bytes } = await recordChapter(one, findProvider(labOf(call)), {
        venv,
        to: call.options.to as string | undefined,
        signal: call.signal,
        onCell: (index, cell) => cell && !cell.expected && process.stdout.write(cellText(index, cell)),
      });
      ok &&= run.ok;
      process.stdout.write(
        file === undefined
          ? `${one.name}: nothing is kept, because not everything held. npx netdive run ${one.name} --solve tells more\n`
          : `${one.name}: ${relative(process.cwd(), file)}, ${(bytes! / 1_000).toFixed(0)} kB\n`,
      );
    }
    return ok ? 0 : 1;
  },
};
