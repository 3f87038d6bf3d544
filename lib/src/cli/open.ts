import { whileHeld } from '../lab/held-machines.js';
import { arrive } from '../lab/points/arrive.js';
import { pointsOf } from '../lab/points/points.js';
import { LAB_NAMES, prepared, type Prepared } from '../lab/points/prepared.js';
import { chooseProvider, rememberProvider } from '../provider/find.js';
import { netdiveCommand } from '../provider/lab-name.js';
import { pointView } from '../view/point.js';
import { agreeToTerms } from './agree.js';
import { PROVIDER, choiceOf } from './provider-choice.js';
import { steps } from './steps.js';
import { LAB, labOf, tellLeft, type Verb } from './verb.js';

export const open: Verb = {
  name: 'open',
  summary: 'a prepared lab: the machines as a chapter has them at one of its points',
  arguments: [
    ['<name>', `${LAB_NAMES.join(', ')}; a chapter’s name or number; or one of its points, such as veth:wired`],
  ],
  options: [LAB, ...PROVIDER],
  async run(call) {
    const wanted = prepared(call.args[0] as string);
    const provider = await chooseProvider(choiceOf(call), labOf(call));
    await agreeToTerms(provider, call.options.yes === true, call.signal);
    let left: readonly string[] = [];
    await whileHeld(provider, `a terminal, by netdive open ${wanted.name},`, (machines) =>
      steps([
        {
          title: `The lab ${wanted.name}`,
          work: async (progress) => (left = await arrive(machines, wanted, progress, call.signal)),
        },
      ]),
    );
    rememberProvider(choiceOf(call), labOf(call));
    tellLeft(left);
    process.stdout.write(text(wanted, provider.lab));
  },
};

/** What is there, how to get in, and how to come back. */
function text({ name, chapter, way }: Prepared, lab: string): string {
  const names = pointsOf(chapter.name).map((point) => `${chapter.name}:${point.name}`);
  const there =
    way.length > 0
      ? pointView(way.at(-1)!.what, []).text
      : `Two clean machines, as the chapter ${chapter.name} begins. Its points: ${names.join(', ')}`;
  return [
    there,
    `Get in: ${netdiveCommand('ssh node1', lab)}, ${netdiveCommand('ssh node2', lab)}`,
    `Back to this: ${netdiveCommand(`open ${name}`, lab)}`,
    '',
  ].join('\n');
}
