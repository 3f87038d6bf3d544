import { join, relative } from 'node:path';
import { exportSlides } from '../course/slides.js';
import { chapter } from '../lab/chapters.js';
import { checkout } from '../paths.js';
import { ensureVenv, venv } from '../setup/python.js';
import { steps } from './steps.js';
import type { Verb } from './verb.js';

export const slides: Verb = {
  name: 'slides',
  summary: 'make a chapter into slides: one HTML file that needs no network',
  arguments: [['<chapter>', 'its name or number']],
  options: [['--out <file>', 'where to write it; slides/out/CHAPTER.html where not said']],
  async run(call) {
    const { name, notebook } = chapter(call.args[0] as string);
    await steps([{ title: 'JupyterLab', work: (progress) => ensureVenv(progress, call.signal) }]);
    const out = (call.options.out as string | undefined) ?? join(checkout, 'slides', 'out', `${name}.html`);
    const made = await exportSlides({ notebook, out, venv, signal: call.signal });
    process.stdout.write(
      `${relative(process.cwd(), made.file)}: ${made.slides} slides, ${made.notes} with speaker notes.\nOpen it in a browser; S shows the notes.\n`,
    );
  },
};
