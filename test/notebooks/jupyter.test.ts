import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startJupyterLab, type JupyterLab } from '../../lib/src/course/jupyter.js';
import { trustNotebooks } from '../../lib/src/course/trust.js';
import { code, writeNotebook } from './make-notebook.js';
import { makeFolder, prepare, removeFolder, venv } from './session.js';

describe('JupyterLab for the course', function () {
  this.timeout(120_000);
  let folder: string;
  let jupyter: JupyterLab;
  const ask = (path: string): Promise<Response> => {
    const { origin, searchParams } = new URL(jupyter.url);
    return fetch(`${origin}${path}`, { headers: { authorization: `token ${searchParams.get('token')}` } });
  };

  before(async () => {
    folder = makeFolder();
    mkdirSync(join(folder, 'mine'));
    writeNotebook(join(folder, 'mine', '01 a.ipynb'), [code('1')]);
    writeFileSync(join(folder, 'other.txt'), '');
    jupyter = await startJupyterLab({ root: folder, venv, notebook: join(folder, 'mine', '01 a.ipynb') });
    await prepare();
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
});
