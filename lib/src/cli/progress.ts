import { progressOf, type Count, type ProgressRow } from '../course/chapter-progress.js';
import { changeProgress, readProgress } from '../course/progress-file.js';
import { chapters } from '../lab/chapters.js';
import { ago } from '../view/ago.js';
import { table } from '../view/table.js';
import { JSON_OPTION, type Verb } from './verb.js';

export const progress: Verb = {
  name: 'progress',
  summary: 'what you have proved so far: exercises and checks, chapter by chapter',
  options: [JSON_OPTION, ['--forget', 'begin anew: all of it is forgotten, your notebooks are left alone']],
  async run({ options }) {
    const tell = (sentence: string): void => void process.stderr.write(`${sentence}\n`);
    if (options.forget) await changeProgress(() => ({}), tell);
    const kept = readProgress(tell);
    const rows = await Promise.all(chapters().map((one) => progressOf(one, kept[one.name])));
    process.stdout.write(options.json ? `${JSON.stringify(rows)}\n` : `${table(rows.map(line)).text}\n`);
  },
};

const line = ({ number, chapter, state, exercises, checks, predictions, opened }: ProgressRow): object => ({
  chapter: `${number} ${chapter}`,
  state,
  exercises: said(exercises),
  checks: said(checks),
  predictions: said(predictions),
  opened: opened === undefined ? 'never' : ago(new Date(opened)),
});

const said = ({ done, all }: Count): string => `${done} of ${all}`;
