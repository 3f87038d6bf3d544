import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { NetdiveError } from '../errors.js';
import { jupyterFolders } from './jupyter-folders.js';

/**
 * Signs notebooks, so that JupyterLab shows the drawings they already have.
 * @example await trustNotebooks(['notebooks/01-wires.ipynb'], '.venv');
 */
export async function trustNotebooks(notebooks: readonly string[], venv: string): Promise<void> {
  if (notebooks.length === 0) return;
  const { exitCode, stderr } = await execa(
    join(resolve(venv), 'bin', 'jupyter'),
    ['trust', ...notebooks.map((notebook) => resolve(notebook))],
    { env: jupyterFolders(venv), reject: false },
  );
  if (exitCode !== 0)
    throw new NetdiveError(`The notebooks could not be signed: ${stderr.trim().split('\n').at(-1) ?? ''}`);
}
