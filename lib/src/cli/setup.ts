import { writeKernelSpec } from '../kernel/kernelspec.js';
import { findBasis } from '../provider/qemu/basis.js';
import { warmPair } from '../provider/qemu/warm.js';
import { tellDownloads } from '../setup/download.js';
import { installMissing } from '../setup/packages.js';
import { examine } from '../setup/prerequisite.js';
import { prerequisites } from '../setup/prerequisites.js';
import { ensureVenv, venv } from '../setup/python.js';
import { steps } from './steps.js';
import type { Verb } from './verb.js';

export const setup: Verb = {
  name: 'setup',
  summary: 'install and build all that the course needs; nothing happens where it is there',
  options: [['--tests', 'also what the project’s own tests need']],
  run: (call) => setUp(call.options.tests === true, call.signal),
};

/** All that `start` and `test` begin with. */
export async function setUp(tests: boolean, signal: AbortSignal): Promise<void> {
  const needed = prerequisites.filter((prerequisite) => tests || prerequisite.for === 'lab');
  const missing = (await examine(needed)).filter((finding) => !finding.ok);
  await tellDownloads(missing);
  if (missing.length > 0) {
    await steps([{ title: 'What this computer lacks', work: (progress) => installMissing(missing, progress) }]);
  }
  await steps(
    [
      {
        title: 'JupyterLab',
        work: async (progress) => {
          await ensureVenv(progress, signal);
          await writeKernelSpec(venv);
        },
      },
      {
        title: 'The machines, ready to be copied',
        work: async (progress) => warmPair(await findBasis(progress, signal), progress, signal),
      },
    ],
    { atOnce: true },
  );
}
