import { join } from 'node:path';
import { LabError } from '../errors.js';
import { MOVE } from '../file-fault.js';
import { stateHome } from '../paths.js';

/** The lab that is meant where none is named: `NETDIVE_LAB`, or `default`. */
export const labName = (): string => process.env.NETDIVE_LAB || 'default';

/** A lab's own folder, `.netdive/<lab>`. Throws a LabError for a name or a path that cannot be a lab's. */
export function labFolder(lab: string): string {
  if (/["\r\n]/.test(stateHome())) {
    throw new LabError(
      `The folder of labs has a double quote in its path, which ssh cannot take: ${stateHome()}`,
      `Labs can lie elsewhere: ${MOVE.state}`,
    );
  }
  if (/^[a-z0-9][a-z0-9-]{0,30}$/.test(lab)) return join(stateHome(), lab);
  throw new LabError(
    `A lab cannot be called ${JSON.stringify(lab)}.`,
    'Use lower-case letters, digits and hyphens, 31 at most.',
  );
}

/**
 * A command for a terminal, which names the lab where it must.
 * @example netdiveCommand('up', 'mine') // 'npx netdive up --lab mine'
 */
export const netdiveCommand = (words: string, lab: string): string =>
  `npx netdive ${words}${lab === labName() ? '' : ` --lab ${lab}`}`;
