import { join, relative } from 'node:path';
import { deck } from '../course/deck.js';
import { exportSlides } from '../course/slides.js';
import { checkout } from '../paths.js';
import { ensureVenv, venv } from '../setup/python.js';
import { steps } from './steps.js';
import type { Verb } from './verb.js';

export const slides: Verb = {
  name: 'slides',
  summary: 'make a chapter or a talk into slides: one HTML file that needs no network',
  arguments: [['<chapter|talk>', 'a chapter’s name or number, or the name of a talk in slides/talks']],
  options: [['--out <file>', 'where to write it; slides/out/NAME.html where not said']],
  async run(call) {
    const { name, notebook } = await deck(call.args[0] as string);
    await steps([{ title: 'JupyterLab', work: (progress) => ensureVenv(progress, call.signal) }]);
    const out = (call.options.out as string | undefined) ?? join(checkout, 'slides', 'out', `${name}.html`);
    const made = await exportSlides({ name, notebook, out, venv, signal: call.signal });
    process.stdout.write(
      `${relative(process.cwd(), made.file)}: ${made.slides} slides, ${made.notes} with speaker notes.\nOpen it in a browser; S shows the notes, T makes it dark.\n`,
    );
  },
};
