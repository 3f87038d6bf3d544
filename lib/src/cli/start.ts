import { join } from 'node:path';
import { startJupyterLab } from '../course/jupyter.js';
import { trustNotebooks } from '../course/trust.js';
import { workingCopy } from '../course/working-copy.js';
import { fittingRecording } from '../course/replay.js';
import { chapter, chapters, fileName, type Chapter } from '../lab/chapters.js';
import { checkout } from '../paths.js';
import { findProvider, forgetProvider } from '../provider/find.js';
import { labName } from '../provider/lab-name.js';
import { venv } from '../setup/python.js';
import { recordings } from '../lab/recording-of.js';
import { replayView } from '../view/replay.js';
import { agreeToTerms } from './agree.js';
import { OFFLINE, setUp, setUpJupyter } from './setup.js';
import { steps } from './steps.js';
import { LAB, labOf, tellLeft, type Call, type Verb } from './verb.js';

export const start: Verb = {
  name: 'start',
  summary: 'everything set up, the machines up, JupyterLab open; Ctrl-C ends both',
  arguments: [['[chapter]', 'the chapter to open; the first one where none is named']],
  options: [
    LAB,
    ['--no-browser', 'only print the address'],
    OFFLINE,
    ['--port <port>', 'JupyterLab’s; a free one where none is named'],
    ['--replay', 'without machines, from the chapters’ recordings'],
  ],
  async run(call) {
    const [wanted] = call.args as [string | undefined];
    const first = wanted === undefined ? chapters()[0]! : chapter(wanted);
    if (call.options.replay === true) return startReplay(call, first);
    const lab = labOf(call) ?? labName();
    await setUp({ lab, bundle: call.options.offline as string | undefined, signal: call.signal });
    const provider = findProvider(lab);
    await agreeToTerms(provider, false, call.signal);
    const stay = provider.terms !== undefined;
    try {
      await steps([{ title: 'The machines', work: (progress) => provider.up(progress, { signal: call.signal }) }]);
      const more = `The machines: npx netdive ssh node1\n${stay ? 'Ctrl-C ends it; the machines stay' : 'Ctrl-C ends both'}.\n`;
      await showChapters(call, first, { NETDIVE_LAB: lab }, more);
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

/** The same without machines: what they answered is taken from recordings. */
async function startReplay(call: Call, first: Chapter): Promise<void> {
  const recorded = replayView(await fittingRecording(first)).text;
  await setUpJupyter(call.signal);
  await showChapters(call, first, { NETDIVE_REPLAY: recordings }, `${recorded}\nCtrl-C ends it.\n`);
}

/**
 * JupyterLab with the learner's copies, until it or the person ends it.
 * @param env what its kernels are told
 * @param more what is said below its address
 */
async function showChapters(call: Call, first: Chapter, env: Record<string, string>, more: string): Promise<void> {
  const notebooks = join(checkout, 'notebooks');
  const copies = await Promise.all(
    chapters().map(async (one) => ({ ...one, ...(await workingCopy(notebooks, fileName(one))) })),
  );
  await trustNotebooks(
    copies.map(({ path }) => path),
    venv,
  );
  const jupyter = await startJupyterLab({
    root: notebooks,
    venv,
    notebook: copies.find(({ name }) => name === first.name)!.path,
    open: call.options.browser !== false,
    env,
    ...(call.options.port !== undefined && { port: Number(call.options.port) }),
  });
  process.stdout.write(`\nJupyterLab is ready: ${jupyter.url}\n${more}`);
  for (const { name } of copies.filter(({ outdated }) => outdated)) process.stdout.write(newerText(name));
  await Promise.race([
    jupyter.ended,
    new Promise<void>((resolve) => call.signal.addEventListener('abort', () => resolve())),
  ]);
  await jupyter.stop();
}

const newerText = (name: string): string =>
  `The course has a newer chapter ${name} than your copy, which is left as it is. ` +
  `To get the new one and keep yours beside it: npx netdive restart ${name}\n`;
