import { join } from 'node:path';
import { NetdiveError } from '../errors.js';
import { writeKernelSpec } from '../kernel/kernelspec.js';
import type { Progress } from '../progress.js';
import { findProvider } from '../provider/find.js';
import { takeImages, takeWarm } from '../provider/qemu/image/take.js';
import { openBundle, type Bundle } from '../setup/bundle.js';
import { tellDownloads } from '../setup/download.js';
import { demand, fits } from '../setup/offline.js';
import { installMissing } from '../setup/packages.js';
import { examine, type Finding } from '../setup/prerequisite.js';
import { prerequisites } from '../setup/prerequisites.js';
import { ensureVenv, venv } from '../setup/python.js';
import { steps } from './steps.js';
import type { Verb } from './verb.js';

/** The option that names a bundle. lib/bootstrap.mjs reads it, too, before there is anything else. */
export const OFFLINE = ['--offline <bundle>', 'without a network, from the file that `netdive bundle` wrote'] as const;

export const setup: Verb = {
  name: 'setup',
  summary: 'install and build all that the course needs; nothing happens where it is there',
  options: [['--tests', 'also what the project’s own tests need'], OFFLINE],
  run: (call) =>
    setUp({
      tests: call.options.tests === true,
      bundle: call.options.offline as string | undefined,
      signal: call.signal,
    }),
};

/** All that `start` and `test` begin with. With a bundle nothing is asked of a network. */
export async function setUp(options: {
  /** The lab that it is for; the one that NETDIVE_LAB names where none is given. */
  readonly lab?: string | undefined;
  readonly tests?: boolean;
  readonly bundle?: string | undefined;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { tests = false, signal } = options;
  const bundle = options.bundle === undefined ? undefined : await unpack(options.bundle);
  // What nobody needs now is not asked for: each program takes time to start.
  const needed = prerequisites.filter(
    ({ for: use }) => use === 'lab' || (tests && (use !== 'vagrant' || canTestVagrant())),
  );
  const lacking = (await examine(needed)).filter((finding) => !finding.ok);
  const missing = lacking.filter((finding) => finding.prerequisite.for !== 'vagrant');
  const byVagrant = lacking.filter((finding) => finding.prerequisite.for === 'vagrant');
  if (bundle !== undefined) demand(missing);
  else await tellDownloads([...missing, ...byVagrant]);
  if (bundle === undefined && missing.length > 0) {
    await steps([{ title: 'What this computer lacks', work: (progress) => installMissing(missing, progress) }]);
  }
  if (bundle === undefined && byVagrant.length > 0) await tryVagrant(byVagrant);
  const machines = async (progress: Progress): Promise<void> => {
    if (bundle !== undefined) await takeWarm(bundle.folder, [], progress, signal);
    await findProvider(options.lab).prepare(progress, { signal });
  };
  const jupyter = (progress: Progress): Promise<void> =>
    readyJupyter(progress, signal, bundle && join(bundle.folder, 'wheels'));
  await steps(
    [
      { title: 'JupyterLab', work: jupyter },
      { title: 'The machines, ready to be copied', work: machines },
    ],
    { atOnce: true },
  );
}

/** Its tests have a libvirt of their own, in namespaces of their own: that takes root. */
const canTestVagrant = (): boolean => process.getuid?.() === 0;

/** Installs what the tests of machines by Vagrant need. Where that cannot be had they are skipped, and all others run. */
async function tryVagrant(missing: readonly Finding[]): Promise<void> {
  try {
    await steps([{ title: 'Vagrant, for its tests', work: (progress) => installMissing(missing, progress) }]);
  } catch (error) {
    if (!(error instanceof NetdiveError)) throw error;
    process.stderr.write(`The tests of machines by Vagrant will be skipped: ${error.message}\n`);
  }
}

/** What a replay begins with: no machine is asked for. */
export async function setUpJupyter(signal: AbortSignal): Promise<void> {
  await steps([{ title: 'JupyterLab', work: (progress) => readyJupyter(progress, signal) }]);
}

async function readyJupyter(progress: Progress, signal: AbortSignal, wheels?: string): Promise<void> {
  await ensureVenv(progress, signal, wheels);
  await writeKernelSpec(venv);
}

/** Unpacks a bundle and takes its images. Before the computer is examined: what builds an image is not missed where there is one. */
async function unpack(file: string): Promise<Bundle> {
  let bundle: Bundle | undefined;
  await steps([
    {
      title: 'The bundle',
      work: async (progress) => {
        bundle = await openBundle(file, progress);
        await fits(bundle.manifest);
        await takeImages(bundle.folder, progress);
      },
    },
  ]);
  return bundle!;
}
