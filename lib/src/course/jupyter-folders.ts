import { join, resolve } from 'node:path';

/** Where Jupyter keeps what it writes: inside the virtual environment, and nothing in the user's own folders. */
export function jupyterHome(venv: string): string {
  return join(resolve(venv), 'var', 'jupyter');
}

/**
 * The environment in which Jupyter reads and writes only there.
 * @example jupyterFolders('.venv').JUPYTER_CONFIG_DIR
 */
export function jupyterFolders(venv: string): Record<string, string> {
  const home = jupyterHome(venv);
  return {
    JUPYTER_CONFIG_DIR: join(home, 'config'),
    JUPYTER_DATA_DIR: join(home, 'data'),
    JUPYTER_RUNTIME_DIR: join(home, 'runtime'),
    JUPYTERLAB_SETTINGS_DIR: join(home, 'settings'),
    JUPYTERLAB_WORKSPACES_DIR: join(home, 'workspaces'),
    IPYTHONDIR: join(home, 'ipython'),
    JUPYTER_PATH: '',
    JUPYTER_CONFIG_PATH: '',
    JUPYTER_PREFER_ENV_PATH: '1',
  };
}
