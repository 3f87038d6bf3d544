import { join } from 'node:path';
import { startJupyterLab } from '../course/jupyter.js';
import { trustNotebooks } from '../course/trust.js';
import { type Deck, deck } from '../course/deck.js';
import { talkCopy, workingCopy } from '../course/working-copy.js';
import { NetdiveError } from '../errors.js';
import { fittingRecording } from '../course/replay.js';
import { chapters, fileName, findChapter, type Chapter } from '../lab/chapters.js';
import { checkout } from '../paths.js';
import { findProvider, forgetProvider } from '../provider/find.js';
import { labName } from '../provider/lab-name.js';
import { venv } from '../setup/python.js';
import { recordings } from '../lab/recording-of.js';
import { replayView } from '../view/replay.js';
import { agreeToTerms } from './agree.js';
import { OFFLINE, setUp, setUpJupyter } from './setup.js';
import { steps, type Step } from './steps.js';
import { LAB, labOf, tellLeft, type Call, type Verb, WrongUse } from './verb.js';

export const start: Verb = {
  name: 'start',
  summary: 'everything set up, the machines up, JupyterLab open; Ctrl-C ends both',
  arguments: [['[chapter|talk]', 'what to open: a chapter, the first one where none is named, or a talk to give live']],
  options: [
    LAB,
    ['--no-browser', 'only print the address'],
    OFFLINE,
    ['--port <port>', 'JupyterLab’s; a free one where none is named'],
    ['--replay', 'without machines, from the chapters’ recordings'],
  ],
  async run(call) {
    const [wanted] = call.args as [string | undefined];
    const page = await pageOf(wanted);
    if (call.options.replay === true) return startReplay(call, page);
    const lab = labOf(call) ?? labName();
    await setUp({ lab, bundle: call.options.offline as string | undefined, signal: call.signal });
    const provider = findProvider(lab);
    await agreeToTerms(provider, false, call.signal);
    const stay = provider.terms !== undefined;
    const up: Step = { title: 'The machines', work: (progress) => provider.up(progress, { signal: call.signal }) };
    try {
      const lacking = await steps([up]).catch((error: unknown) => {
        // On a stage the show goes on.
        if (page.talk === undefined || call.signal.aborted || !(error instanceof NetdiveError)) throw error;
        return `The machines did not come up: ${error.message}\nEach cell shows what was recorded of it.\n`;
      });
      const more = `The machines: npx netdive ssh node1\n${stay ? 'Ctrl-C ends it; the machines stay' : 'Ctrl-C ends both'}.\n`;
      await show(call, page, { NETDIVE_LAB: lab }, `${lacking ?? ''}${more}`);
    } finally {
      tellLeft(await provider.down());
      forgetProvider(lab);
    }
    const ended = stay
      ? 'JupyterLab has ended, and what the course made on the machines is taken back'
      : 'JupyterLab and the machines have ended';
    process.stdout.write(`${ended}. Your notebooks are in notebooks/mine.\n`);
  },
};

/** What JupyterLab opens at. */
interface Page {
  readonly chapter?: Chapter;
  readonly talk?: Deck;
}

async function pageOf(wanted: string | undefined): Promise<Page> {
  if (wanted === undefined) return { chapter: chapters()[0]! };
  const found = findChapter(wanted);
  return found === undefined ? { talk: await deck(wanted) } : { chapter: found };
}

/** The same without machines: what they answered is taken from recordings. */
async function startReplay(call: Call, page: Page): Promise<void> {
  if (page.chapter === undefined)
    throw new WrongUse(
      `A talk is given live, and shows what was recorded where a cell fails. Without machines: npx netdive slides ${page.talk!.name}`,
    );
  const recorded = replayView(await fittingRecording(page.chapter)).text;
  await setUpJupyter(call.signal);
  await show(call, page, { NETDIVE_REPLAY: recordings }, `${recorded}\nCtrl-C ends it.\n`);
}

/**
 * JupyterLab with the learner's copies, until it or the person ends it.
 * @param env what its kernels are told
 * @param more what is said below its address
 */
async function show(call: Call, { chapter, talk }: Page, env: Record<string, string>, more: string): Promise<void> {
  const notebooks = join(checkout, 'notebooks');
  const copies = await Promise.all(
    chapters().map(async (one) => ({ name: one.name, ...(await workingCopy(notebooks, fileName(one))) })),
  );
  if (talk !== undefined) copies.push({ name: talk.name, ...(await talkCopy(notebooks, talk)) });
  const first = copies.find(({ name }) => name === (chapter ?? talk)!.name)!.path;
  await trustNotebooks(
    copies.map(({ path }) => path),
    venv,
  );
  const jupyter = await startJupyterLab({
    root: notebooks,
    venv,
    notebook: first,
    open: call.options.browser !== false,
    env: { ...env, ...(talk && { NETDIVE_TALK: first }) },
    ...(call.options.port !== undefined && { port: Number(call.options.port) }),
  });
  process.stdout.write(`\nJupyterLab is ready: ${jupyter.url}\n`);
  if (talk !== undefined) process.stdout.write(`As slides, whose cells run at Ctrl+Enter: ${jupyter.slides}\n`);
  process.stdout.write(more);
  for (const { name } of copies.filter(({ outdated }) => outdated)) process.stdout.write(newerText(name));
  await Promise.race([
    jupyter.ended,
    new Promise<void>((resolve) => call.signal.addEventListener('abort', () => resolve())),
  ]);
  await jupyter.stop();
}

const newerText = (name: string): string =>
  `The course has a newer version of ${name} than your copy, which is left as it is. ` +
  `To get the new one and keep yours beside it: npx netdive restart ${name}\n`;
