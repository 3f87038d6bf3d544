import { join } from 'node:path';
import { startJupyterLab } from '../course/jupyter.js';
import { trustNotebooks } from '../course/trust.js';
import { workingCopy } from '../course/working-copy.js';
import { chapter, chapters, fileName } from '../lab/chapters.js';
import { checkout } from '../paths.js';
import { findProvider, forgetProvider } from '../provider/find.js';
import { labName } from '../provider/lab-name.js';
import { venv } from '../setup/python.js';
import { agreeToTerms } from './agree.js';
import { OFFLINE, setUp } from './setup.js';
import { steps } from './steps.js';
import { LAB, labOf, tellLeft, type Verb } from './verb.js';

export const start: Verb = {
  name: 'start',
  summary: 'everything set up, the machines up, JupyterLab open; Ctrl-C ends both',
  arguments: [['[chapter]', 'the chapter to open; the first one where none is named']],
  options: [
    LAB,
    ['--no-browser', 'only print the address'],
    OFFLINE,
    ['--port <port>', 'JupyterLab’s; a free one where none is named'],
  ],
  async run(call) {
    const [wanted] = call.args as [string | undefined];
    const first = wanted === undefined ? chapters()[0]! : chapter(wanted);
    const lab = labOf(call) ?? labName();
    await setUp({ lab, bundle: call.options.offline as string | undefined, signal: call.signal });
    const provider = findProvider(lab);
    const notebooks = join(checkout, 'notebooks');
    const copies = await Promise.all(
      chapters().map(async (one) => ({ ...one, ...(await workingCopy(notebooks, fileName(one))) })),
    );
    const paths = copies.map((copy) => copy.path);
    await agreeToTerms(provider, false, call.signal);
    const stay = provider.terms !== undefined;
    try {
      await steps([{ title: 'The machines', work: (progress) => provider.up(progress, { signal: call.signal }) }]);
      await trustNotebooks(paths, venv);
      const jupyter = await startJupyterLab({
        root: notebooks,
        venv,
        notebook: copies.find(({ name }) => name === first.name)!.path,
        open: call.options.browser !== false,
        env: { NETDIVE_LAB: lab },
        ...(call.options.port !== undefined && { port: Number(call.options.port) }),
      });
      process.stdout.write(
        `\nJupyterLab is ready: ${jupyter.url}\nThe machines: npx netdive ssh node1\n${stay ? 'Ctrl-C ends it; the machines stay' : 'Ctrl-C ends both'}.\n`,
      );
      for (const { name } of copies.filter(({ outdated }) => outdated)) process.stdout.write(newerText(name));
      await Promise.race([
        jupyter.ended,
        new Promise<void>((resolve) => call.signal.addEventListener('abort', () => resolve())),
      ]);
      await jupyter.stop();
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

const newerText = (name: string): string =>
  `The course has a newer chapter ${name} than your copy, which is left as it is. ` +
  `To get the new one and keep yours beside it: npx netdive restart ${name}\n`;
