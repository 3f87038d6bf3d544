import { execa } from 'execa';
import { LabError } from '../errors.js';
import { examine, missing, type Prerequisite } from './prerequisite.js';
import { program } from './program.js';

/** What prints slides, and what the project's own tests open pages with. */
export const chromium: Prerequisite = {
  what: 'Chromium',
  for: 'slides',
  probe: async () => {
    const command = await browser();
    return command === undefined
      ? missing(
          'Neither Chromium nor Chrome is on this computer, or on its PATH: only `netdive slides --pdf` needs it.',
        )
      : program({ command });
  },
  packages: ['chromium'],
};

/** Chromium under the names that systems give it. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * Where a browser is that works. Throws a LabError with the command that installs one.
 * @example await findBrowser() // '/usr/bin/chromium'
 */
export async function findBrowser(): Promise<string> {
  const [finding] = await examine([chromium]);
  const path = finding?.ok ? await browser() : undefined;
  if (path === undefined) throw new LabError(finding?.found ?? 'There is no browser.', finding?.mend);
  return path;
}

async function browser(): Promise<string | undefined> {
  const { stdout } = await execa('/bin/sh', ['-c', NAMES.map((name) => `command -v ${name}`).join(' || ')], {
    reject: false,
  });
  return stdout.split('\n')[0] || undefined;
}
