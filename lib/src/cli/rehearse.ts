import { opensOf } from '../course/talk/opens.js';
import { programOf } from '../course/talk/program.js';
import { readyPoints } from '../course/talk/ready-points.js';
import {
  rehearse as rehearseTalk,
  type Rehearsal,
  type RehearsalFault,
  type RehearsedPart,
} from '../course/talk/rehearse.js';
import { readTalkWithChapters, talkOf } from '../course/talk/talks.js';
import { findProvider } from '../provider/find.js';
import { venv } from '../setup/python.js';
import { table } from '../view/table.js';
import { agreeToTerms } from './agree.js';
import { setUp } from './setup.js';
import { steps } from './steps.js';
import { JSON_OPTION, LAB, labOf, tellLeft, type Verb } from './verb.js';

export const rehearse: Verb = {
  name: 'rehearse',
  summary: 'run every cell of a talk on live machines: each part’s time beside its plan, and what failed',
  arguments: [['<talk>', 'the name of a talk in slides/talks, or a talk’s file']],
  options: [LAB, JSON_OPTION],
  async run(call) {
    const { signal } = call;
    const { name, file } = talkOf(call.args[0] as string);
    const read = await readTalkWithChapters(file);
    const opens = opensOf(programOf(read.talk, read.chapters));
    await setUp({ lab: labOf(call), signal });
    const provider = findProvider(labOf(call));
    await agreeToTerms(provider, false, signal);
    let points = '';
    let done: Rehearsal | undefined;
    const ready = async (progress: (step: string) => void): Promise<void> => {
      const { there, made, all } = await readyPoints(provider, opens, progress, signal);
      points ||= `${there} of the ${all} prepared points are there before it begins, ${made} made just now`;
      tellLeft(await provider.reset(progress, { signal }));
    };
    await steps([
      { title: 'The machines', work: (progress) => provider.up(progress, { signal }) },
      { title: 'Prepared points, and clean machines', work: ready },
      {
        title: `The talk ${name}`,
        work: async (progress) => (done = await rehearseTalk(read, provider, { venv, signal, progress })),
      },
      // Those of a long talk push each other out; and the stage begins clean.
      { title: 'The same for the stage', work: ready },
    ]);
    process.stdout.write(call.options.json ? `${JSON.stringify({ talk: name, ...done! })}\n` : text(done!, points));
    return done!.ok ? 0 : 1;
  },
};

/** So many faults are told whole: the others mostly follow from the first. */
const MOST_FAULTS = 5;

function text({ parts, faults }: Rehearsal, points: string): string {
  const count = (n: number, one: string, more = `${one}s`): string => `${n} ${n === 1 ? one : more}`;
  const sum = (key: 'minutes' | 'seconds' | 'secondsBefore' | 'cells' | 'before'): number =>
    parts.reduce((all, part) => all + part[key], 0);
  const whole = `${count(sum('cells'), 'cell')} on slides took ${clock(sum('seconds'))}, and ${sum('before')} that they stand on ${clock(sum('secondsBefore'))}`;
  const more =
    faults.length > MOST_FAULTS ? [`... and ${faults.length - MOST_FAULTS} more, which may follow from these`] : [];
  return [
    table(parts.map(row), { width: 120 }).text,
    `${whole}; ${count(sum('minutes'), 'minute')} are planned. ${points}.`,
    ...faults.slice(0, MOST_FAULTS).map(faultText),
    ...more,
    faults.length === 0 ? 'Everything held.' : `${count(faults.length, 'cell')} failed.`,
    '',
  ].join('\n');
}

const row = ({ part, minutes, cells, seconds, before, secondsBefore, failed }: RehearsedPart): object => ({
  part,
  planned: `${minutes} min`,
  cells,
  'they took': clock(seconds),
  'before them': before === 0 ? '' : `${before} in ${clock(secondsBefore)}`,
  result: failed > 0 ? `${failed} failed` : seconds > minutes * 60 ? 'longer than planned' : cells === 0 ? '' : 'holds',
});

/** Minutes and seconds. */
const clock = (seconds: number): string => {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
};

const faultText = ({ part, chapter, cell, begins, says, mend }: RehearsalFault): string =>
  [
    `\n${part}: \`${begins}\` (${chapter}, ${cell})`,
    ...says.split('\n').map((line) => `  ${line}`),
    `  The chapter by itself: ${mend}`,
  ].join('\n');
