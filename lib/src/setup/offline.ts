import { LabError } from '../errors.js';
import type { BundleManifest } from '../../bundle.mjs';
import { packagesOf } from './packages.js';
import { installCommand, type Finding } from './prerequisite.js';
import { pythonVersion } from './python.js';

/** Throws a LabError where a bundle cannot set this computer up: it has not all parts, or they are for another Python. */
export async function fits({ python, registry }: BundleManifest): Promise<void> {
  if (python === undefined || registry === undefined) {
    throw new LabError(
      'The bundle holds images only, no npm and Python packages.',
      'Take them by `npx netdive image import FILE`; for a set-up without a network: npx netdive bundle FILE',
    );
  }
  const here = await pythonVersion();
  if (!python.includes(here)) {
    throw new LabError(
      `The bundle has Python packages for ${python.join(', ')}, and this computer’s python3 is ${here}.`,
      `Let another python3 come first on PATH, or set this computer up once with a network: npm start`,
    );
  }
}

/** Throws a LabError that lists what is missing: Debian’s packages are in no bundle. */
export function demand(missing: readonly Finding[]): void {
  if (missing.length === 0) return;
  const packages = packagesOf(missing);
  const mends = missing.flatMap(({ prerequisite, mend }) => (prerequisite.packages ? [] : (mend ?? [])));
  throw new LabError(
    `This computer lacks what no bundle brings:\n${missing.map(({ prerequisite, found }) => `- ${prerequisite.what}: ${found}`).join('\n')}`,
    [
      ...(packages.length > 0 ? [`Install it where there is a network: ${installCommand(packages)}`] : []),
      ...mends,
    ].join('\n'),
  );
}
