import { randomBytes } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { execa } from 'execa';
import getPort from 'get-port';
import { NetdiveError } from '../errors.js';
import { writeKernelSpec } from '../kernel/kernelspec.js';
import { writeJupyterConfig } from './jupyter-config.js';
import { jupyterFolders, jupyterHome } from './jupyter-folders.js';

export interface JupyterOptions {
  /** The folder that JupyterLab shows. */
  readonly root: string;
  /** The virtual environment that has JupyterLab; what Jupyter writes stays in it. */
  readonly venv: string;
  /** A free one when left out. */
  readonly port?: number;
  /** The notebook to begin with. */
  readonly notebook?: string;
  /** Open a browser. */
  readonly open?: boolean;
  /** More for the environment of the server and of its kernels. */
  readonly env?: Readonly<Record<string, string>>;
  /** How long it may take to answer. */
  readonly timeoutMs?: number;
}

export interface JupyterLab {
  /** The address to open, with its token. */
  readonly url: string;
  /** The same notebook as slides whose cells can be run. */
  readonly slides: string;
  readonly pid: number;
  /** Settles when the server has ended, by itself or by `stop`. */
  readonly ended: Promise<void>;
  /** Ends the server and its kernels. */
  stop(): Promise<void>;
}

/**
 * Starts JupyterLab for this computer only, with a kernel of ours and a token of its own, and waits until it answers.
 * @example const { url, stop } = await startJupyterLab({ root: 'notebooks', venv: '.venv', notebook: 'notebooks/mine/01-wires.ipynb' });
 */
export async function startJupyterLab(options: JupyterOptions): Promise<JupyterLab> {
  const { root, venv, notebook, open = false, timeoutMs = 60_000 } = options;
  const port = options.port ?? (await getPort({ host: '127.0.0.1' }));
  const token = randomBytes(24).toString('hex');
  await writeKernelSpec(venv);
  await writeJupyterConfig({ root, venv, port });
  const log = join(jupyterHome(venv), 'jupyterlab.log');
  await rm(log, { force: true });
  const python = join(resolve(venv), 'bin', 'python');
  const ending = new AbortController();
  const server = execa(python, ['-m', 'jupyterlab'], {
    cwd: resolve(root),
    env: { ...options.env, ...jupyterFolders(venv), JUPYTER_TOKEN: token },
    stdin: 'ignore',
    stdout: { file: log },
    stderr: { file: log },
    buffer: false,
    reject: false,
    // Not `kill`: of a child that could not be made, Node sends the signal to whatever process number lies in its memory.
    cancelSignal: ending.signal,
    forceKillAfterDelay: 5000,
  });
  const ended = server.then(() => undefined);
  const stop = async (): Promise<void> => {
    ending.abort();
    await ended;
  };
  const base = `http://127.0.0.1:${port}`;
  try {
    await answers(`${base}/api/status?token=${token}`, server, timeoutMs);
  } catch (error) {
    await stop();
    const said = await readFile(log, 'utf8').catch(() => '');
    const last = said.trim().split('\n').slice(-5).join('\n');
    throw new NetdiveError(`JupyterLab did not start on port ${port}.`, last || (await server).shortMessage, {
      cause: error,
    });
  }
  const path =
    notebook === undefined ? '' : `/${relative(root, notebook).split('/').map(encodeURIComponent).join('/')}`;
  const url = `${base}/lab${path === '' ? '' : `/tree${path}`}?token=${token}`;
  const slides = `${base}/rise${path}?token=${token}`;
  if (open) await execa(python, ['-m', 'webbrowser', url], { reject: false, stdio: 'ignore' });
  return { url, slides, pid: server.pid ?? 0, ended, stop };
}

/** Asks until the server answers, has ended, or the time is over. */
async function answers(url: string, server: PromiseLike<unknown>, timeoutMs: number): Promise<void> {
  const limit = AbortSignal.timeout(timeoutMs);
  let over = false;
  void server.then(() => (over = true));
  for (;;) {
    if (over) throw new Error('it ended');
    limit.throwIfAborted();
    const ok = await fetch(url, { signal: AbortSignal.any([limit, AbortSignal.timeout(2000)]) }).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
    await wait(50);
  }
}
