import assert from 'node:assert/strict';
import { ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startJupyterLab, type JupyterLab } from '../../lib/src/course/jupyter.js';
import { trustNotebooks } from '../../lib/src/course/trust.js';
import { code, writeNotebook } from './make-notebook.js';
import { makeFolder, removeFolder, venv } from './session.js';

describe('JupyterLab for the course', function () {
  this.timeout(120_000);
  let folder: string;
  let jupyter: JupyterLab;
  const ask = (path: string, post?: object): Promise<Response> => {
    const { origin, searchParams } = new URL(jupyter.url);
    const headers = { authorization: `token ${searchParams.get('token')}` };
    return fetch(`${origin}${path}`, post ? { method: 'POST', headers, body: JSON.stringify(post) } : { headers });
  };

  before(async () => {
    folder = makeFolder();
    mkdirSync(join(folder, 'mine'));
    writeNotebook(join(folder, 'mine', '01 a.ipynb'), [code('1')]);
    writeFileSync(join(folder, 'other.txt'), '');
    jupyter = await startJupyterLab({ root: folder, venv, notebook: join(folder, 'mine', '01 a.ipynb') });
  });

  after(async () => {
    await jupyter?.stop();
    removeFolder(folder);
  });

  it('opens at the notebook, on this computer only, behind a token', async () => {
    assert.match(jupyter.url, /^http:\/\/127\.0\.0\.1:\d+\/lab\/tree\/mine\/01%20a\.ipynb\?token=[0-9a-f]{48}$/);
    const { origin } = new URL(jupyter.url);
    assert.equal((await fetch(`${origin}/api/contents`)).status, 403);
    assert.equal((await ask('/api/contents')).status, 200);
    assert.equal((await fetch(jupyter.url)).status, 200);
  });

  it('offers our kernel and no other', async () => {
    const specs = (await (await ask('/api/kernelspecs')).json()) as { default: string; kernelspecs: object };
    assert.equal(specs.default, 'netdive');
    assert.deepEqual(Object.keys(specs.kernelspecs), ['netdive']);
  });

  it('tells a kernel which notebook it is for', async () => {
    const session = { path: 'mine/01 a.ipynb', name: '01 a.ipynb', type: 'notebook', kernel: { name: 'netdive' } };
    const { kernel } = (await (await ask('/api/sessions', session)).json()) as { kernel: { id: string } };
    const [pid] = readdirSync('/proc').filter((entry) => {
      try {
        return readFileSync(`/proc/${entry}/cmdline`, 'utf8').includes(`kernel-${kernel.id}.json`);
      } catch {
        return false;
      }
    });
    const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
    assert.ok(environment.includes(`JPY_SESSION_NAME=${join(folder, 'mine', '01 a.ipynb')}`));
  });

  it('looks for no news and no updates', async () => {
    const page = await (await ask('/lab')).text();
    const [, config] = /<script id="jupyter-config-data"[^>]*>([\s\S]*?)<\/script>/.exec(page) ?? [];
    const { disabledExtensions = [], news } = JSON.parse(config ?? '{}') as {
      disabledExtensions?: string[];
      news?: object;
    };
    assert.ok(
      disabledExtensions.includes('@jupyterlab/apputils-extension:announcements'),
      JSON.stringify({ disabledExtensions, news }),
    );
  });

  it('shows the drawings of a notebook that was signed', async () => {
    const path = join(folder, 'mine', '01 a.ipynb');
    writeNotebook(path, [
      code('1', undefined, [
        { output_type: 'display_data', metadata: {}, data: { 'image/svg+xml': `<svg id="${folder}"/>` } },
      ]),
    ]);
    const trusted = async (): Promise<unknown> => {
      const { content } = (await (await ask('/api/contents/mine/01%20a.ipynb')).json()) as {
        content: { cells: { metadata: { trusted?: boolean } }[] };
      };
      return content.cells[0]?.metadata.trusted;
    };
    assert.equal(await trusted(), false);
    await trustNotebooks([path], venv);
    assert.equal(await trusted(), true);
  });

  it('ends with nothing left', async () => {
    await jupyter.stop();
    assert.throws(() => process.kill(jupyter.pid, 0), { code: 'ESRCH' });
  });

  it('says why it did not start', async () => {
    await assert.rejects(startJupyterLab({ root: join(folder, 'other.txt'), venv }), /JupyterLab did not start/);
  });

  it('ends nobody when the server never began', async () => {
    // The handle of a child that could not be made has whatever number lies in memory; 0 is our whole process group.
    const { kill } = ChildProcess.prototype;
    const ended: unknown[] = [];
    ChildProcess.prototype.kill = function (signal) {
      ended.push(this.pid);
      return this.pid !== undefined && kill.call(this, signal);
    };
    try {
      await assert.rejects(startJupyterLab({ root: join(folder, 'other.txt'), venv }));
    } finally {
      ChildProcess.prototype.kill = kill;
    }
    assert.deepEqual(ended, []);
  });
});
