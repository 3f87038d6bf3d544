import { rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { deck } from '../course/deck.js';
import { makeSite } from '../course/site.js';
import { exportSlides } from '../course/slides.js';
import { checkout } from '../paths.js';
import { findBrowser } from '../setup/browser.js';
import { ensureVenv, venv } from '../setup/python.js';
import { steps, type Step } from './steps.js';
import { type Call, type Verb, WrongUse } from './verb.js';

export const slides: Verb = {
  name: 'slides',
  summary: 'make a chapter or a talk into slides, or all of the course into a site: HTML that needs no network',
  arguments: [['[chapter|talk]', 'a chapter’s name or number, or the name of a talk in slides/talks']],
  options: [
    ['--pdf', 'as a PDF, a page a slide; it needs Chromium or Chrome'],
    ['--notes', 'with --pdf: the speaker’s notes below each slide'],
    ['--site', 'all chapters to read, and all slides, as a folder for any web server'],
    ['--out <path>', 'where to write it; slides/out/NAME.html, NAME.pdf or site where not said'],
  ],
  async run(call) {
    const { pdf, notes, site } = call.options;
    const wanted = call.args[0] as string | undefined;
    if (site && (wanted !== undefined || pdf || notes))
      throw new WrongUse('--site makes the whole course: it takes no chapter, no --pdf and no --notes.');
    if (notes && !pdf) throw new WrongUse('--notes belongs to --pdf. In the browser, S shows the notes.');
    if (site) return makeWhole(call);
    if (wanted === undefined) throw new WrongUse('Which chapter or talk? Or all of them, by --site.');
    return pdf ? print(wanted, call) : make(wanted, call);
  },
};

const python = (signal: AbortSignal): Step => ({
  title: 'JupyterLab',
  work: (progress) => ensureVenv(progress, signal),
});

const outOf = ({ options }: Call, name: string): string =>
  (options.out as string | undefined) ?? join(checkout, 'slides', 'out', name);

const tell = (file: string, what: string): void => {
  process.stdout.write(`${relative(process.cwd(), file)}: ${what}\n`);
};

async function make(wanted: string, call: Call): Promise<void> {
  const { signal } = call;
  const { name, notebook } = await deck(wanted);
  await steps([python(signal)]);
  const made = await exportSlides({ name, notebook, out: outOf(call, `${name}.html`), venv, signal });
  tell(made.file, `${made.slides} slides, ${made.notes} with speaker notes.`);
  process.stdout.write('Open it in a browser; S shows the notes, T makes it dark.\n');
}

async function print(wanted: string, call: Call): Promise<void> {
  const { signal } = call;
  const { name, notebook } = await deck(wanted);
  const browser = await findBrowser();
  // It takes time to load, and only this needs it.
  const { printPdf } = await import('../course/pdf.js');
  const out = outOf(call, `${name}.pdf`);
  const html = `${out}.${process.pid}.html`;
  let pages = 0;
  const printed = async (): Promise<void> => {
    await exportSlides({ name, notebook, out: html, venv, signal });
    pages = await printPdf({ slides: html, out, browser, notes: call.options.notes === true, signal });
  };
  try {
    await steps([python(signal), { title: 'The slides, printed', work: printed }]);
  } finally {
    await rm(html, { force: true });
  }
  tell(out, `${pages} pages.`);
}

async function makeWhole(call: Call): Promise<void> {
  const { signal } = call;
  const out = outOf(call, 'site');
  let pages = 0;
  await steps([
    python(signal),
    {
      title: 'The site',
      work: async (progress) => {
        pages = await makeSite({ out, venv, signal, progress });
      },
    },
  ]);
  tell(join(out, 'index.html'), `${pages} pages. Open it, or put the folder on a web server.`);
}
