import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ownProcesses, sharesOurView, type OwnProcess } from '../own-processes.js';
import { jupyterFolders, jupyterHome } from './jupyter-folders.js';

/** A JupyterLab, a kernel or a run of a notebook that this checkout started and that nobody waits for any more. */
export interface LeftJupyter {
  readonly kind: 'jupyter';
  readonly what: string;
  readonly process: { readonly pid: number; readonly started: string };
}

/**
 * Jupyter's processes of a virtual environment whose starter has died. Ours are known by the environment that they were
 * given, so a JupyterLab that somebody started by hand is none. It changes nothing.
 */
export function findLeftJupyters(venv: string): LeftJupyter[] {
  const all = ownProcesses();
  const ours = all.filter((one) => isJupyter(one, venv) && hasOurEnvironment(one, venv) && sharesOurView(one));
  const alive = (one: OwnProcess): boolean => {
    const parent = all.find(({ pid }) => pid === one.parent);
    // A server is netdive's child, which is a Node program; a kernel is the server's.
    return parent !== undefined && (basename(parent.argv[0] ?? '') === 'node' || ours.includes(parent));
  };
  return ours
    .filter((one) => !alive(one))
    .map(({ pid, started, argv }) => ({
      kind: 'jupyter',
      what: `${argv.includes('jupyterlab') ? 'JupyterLab' : 'a notebook’s kernel or run'} of ${venv} (process ${pid})`,
      process: { pid, started },
    }));
}

/** A machine that a notebook started has the same environment, and is none. */
const isJupyter = ({ argv }: OwnProcess, venv: string): boolean =>
  argv[0]?.startsWith(join(venv, 'bin', 'python')) === true ||
  argv.some((word) => word.startsWith(join(jupyterHome(venv), 'runtime', 'kernel-')));

function hasOurEnvironment({ pid }: OwnProcess, venv: string): boolean {
  try {
    const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
    return environment.includes(`JUPYTER_CONFIG_DIR=${jupyterFolders(venv).JUPYTER_CONFIG_DIR}`);
  } catch {
    return false;
  }
}
