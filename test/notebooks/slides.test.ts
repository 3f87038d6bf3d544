/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { readNotebookJson } from '../../lib/src/course/notebook.js';
import { exportSlides, type Slides } from '../../lib/src/course/slides.js';
import { launch, openDeck, overflowing, scrolling, type Revealed } from './deck.js';
import { code, markdown, writeNotebook } from './make-notebook.js';
import { makeFolder, removeFolder, venv } from './session.js';

const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 900" width="900" height="900"><rect width="900" height="900" fill="#fff"/><circle cx="450" cy="450" r="400" fill="#0a62a9"/></svg>';
const bundle = (data: object): object => ({ output_type: 'display_data', metadata: {}, data });
const stdout = (text: string): object => ({ output_type: 'stream', name: 'stdout', text });
const ip =
  '2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc fq_codel state UP mode DEFAULT group default qlen 1000\n';

describe('the slides of a notebook', function () {
  this.timeout(60_000);
  let folder: string;
  let made: Slides;
  let browser: Browser;
  let page: Page;
  let outside: Server;
  const asked: string[] = [];

  before(async () => {
    folder = makeFolder();
    outside = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end();
    }).listen(0, '127.0.0.1');
    await once(outside, 'listening');
    const elsewhere = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`;
    const notebook = join(folder, '01-wires.ipynb');
    writeNotebook(notebook, [
      markdown('# Wires\n\nWhat a packet crosses, `ip link` says.', 'slide'),
      markdown('Say hello. Wait for the laughter.', 'notes'),
      markdown('## A long output', 'slide'),
      code('const { stdout } = await node1.$`ip -d link`;\nconst n: number = 64; // a comment', undefined, [
        stdout(ip.repeat(60)),
      ]),
      markdown('Not for the audience.', 'skip'),
      markdown('## A drawing', 'subslide'),
      code('show(await lab.topology());', undefined, [
        bundle({ 'text/plain': 'x', 'text/html': '<b>page</b>', 'image/svg+xml': svg }),
      ]),
      markdown('## One by one', 'slide'),
      markdown('- first', 'fragment'),
      markdown('- second', 'fragment'),
      code('show(rows)', 'fragment', [
        bundle({
          'text/plain': 'x',
          'text/html':
            '<div class="nd"><style>.nd{color:var(--nd-ink)}</style><table id="rows"><tr><td>eth0</td></tr></table></div>',
        }),
      ]),
      markdown(
        '## Code that runs on\n\n' +
          'A sentence that fills the slide from one edge to the other, and again. '.repeat(30),
        'slide',
      ),
      code(
        'await node1.$`ip link add vxlan100 type vxlan id 100 dstport 4789 local 10.0.0.1 remote 10.0.0.2 dev eth0 nolearning`;\n'.repeat(
          14,
        ),
      ),
      markdown('## A long table', 'slide'),
      code('show(many)', undefined, [
        bundle({
          'text/html': `<div class="nd"><div style="overflow:auto;max-height:20em"><table class="long"><thead><tr><th>number</th></tr></thead><tbody>${Array.from({ length: 50 }, (_, row) => `<tr><td>${row}</td></tr>`).join('')}</tbody></table></div></div>`,
        }),
      ]),
      markdown('## A large drawing', 'slide'),
      code('// a large drawing\n'.repeat(12), undefined, [bundle({ 'image/svg+xml': svg })]),
      code('solved()', undefined, [stdout('the answer')], { tags: ['solution'] }),
      code(
        'secret()',
        undefined,
        [bundle({ 'text/html': `<img src="${elsewhere}/x.png"><script>fetch("${elsewhere}/y")</script>` })],
        {
          jupyter: { source_hidden: true },
        },
      ),
    ]);
    made = await exportSlides({
      name: 'wires',
      notebook: await readNotebookJson(notebook),
      out: join(folder, 'wires.html'),
      venv,
    });
    browser = await launch();
    page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
    await openDeck(page, made.file);
  });

  after(async () => {
    await browser?.close();
    outside?.close();
    removeFolder(folder);
  });

  it('are counted, and their notes', () => {
    assert.equal(made.slides, 7);
    assert.equal(made.notes, 1);
  });

  it('ask for nothing from a network, whatever an output says', () => {
    assert.deepEqual(asked, []);
  });

  it('all fit into their frame, and none of their parts runs off the edge', async () => {
    const count = await page.evaluate(() => (globalThis as unknown as Revealed).Reveal.getTotalSlides());
    assert.ok(count > made.slides, 'the one that is too full goes on on another');
    assert.deepEqual(await overflowing(page), []);
  });

  it('stay readable where a lot is on them: text is shrunk a little, then goes on on the next, and nothing scrolls', async () => {
    const found = await page.evaluate(() => {
      const pres = [...document.querySelectorAll<HTMLElement>('.reveal section:not(.stack) pre')];
      return {
        sizes: pres.map((pre) => parseFloat(getComputedStyle(pre).fontSize)),
        lines: pres.map((pre) => pre.textContent!.match(/2: eth0:/g)?.length ?? 0).filter((count) => count > 0),
      };
    });
    assert.ok(Math.min(...found.sizes) > 15, String(found.sizes));
    assert.ok(found.lines.length > 1, 'on several slides');
    assert.equal(
      found.lines.reduce((sum, count) => sum + count),
      60,
    );
    assert.deepEqual(await scrolling(page), []);
  });

  it('keep the head of a table on each slide on which it goes on, and all rows in their order', async () => {
    const tables = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLTableElement>('table.long')].map((table) => ({
        head: table.tHead?.textContent,
        rows: [...table.tBodies].flatMap(({ rows }) => [...rows].map(({ textContent }) => Number(textContent))),
      })),
    );
    assert.ok(tables.length > 1);
    assert.ok(tables.every(({ head }) => head === 'number'));
    assert.deepEqual(
      tables.flatMap(({ rows }) => rows),
      Array.from({ length: 50 }, (_, row) => row),
    );
  });

  it('give a drawing a slide of its own where code would make it small', async () => {
    const slide = page.locator('section', { has: page.locator('img[src^="data:image/svg+xml"]') }).last();
    assert.doesNotMatch((await slide.textContent()) ?? '', /a large drawing/);
  });

  it('show a drawing as a drawing, and a table as a table', async () => {
    assert.equal(await page.locator('.reveal img[src^="data:image/svg+xml"]').count(), 2);
    assert.equal(await page.locator('#rows').count(), 1);
  });

  it('leave out what is skipped or folded, and what solves an exercise', async () => {
    const text = (await page.locator('.slides').textContent()) ?? '';
    assert.doesNotMatch(text, /Not for the audience|secret|solved|the answer/);
  });

  it('show the speaker their notes', async () => {
    const [popup] = await Promise.all([
      page.waitForEvent('popup'),
      page.evaluate(() => {
        const { Reveal } = globalThis as unknown as Revealed;
        Reveal.slide(0);
        (Reveal.getPlugin('notes') as { open(): void }).open();
      }),
    ]);
    await popup.waitForFunction(() =>
      document.querySelector('.speaker-controls-notes .value')?.textContent?.includes('laughter'),
    );
    if (process.env['NETDIVE_SCREENSHOTS'])
      await popup.screenshot({ path: join(process.env['NETDIVE_SCREENSHOTS'], 'speaker.png') });
    await popup.close();
  });

  it('are enlarged where the speaker clicks with Ctrl (Alt on a Mac), and small again', async () => {
    await page.evaluate(() => {
      const { Reveal } = globalThis as unknown as Revealed;
      const { h, v } = Reveal.getIndices(document.querySelector('.slides img')!.closest('section')!);
      Reveal.slide(h, v, 99);
    });
    const drawing = page.locator('.slides .present img');
    const before = (await drawing.boundingBox())!.width;
    await drawing.click({ modifiers: ['Control'], position: { x: 20, y: 20 } });
    await page.waitForFunction(
      (width) => document.querySelector('.present img')!.getBoundingClientRect().width > width,
      before * 1.5,
    );
    await drawing.click({ modifiers: ['Control'] });
    await page.waitForFunction(
      (width) => document.querySelector('.present img')!.getBoundingClientRect().width <= width + 1,
      before,
    );
  });

  it('are dark where one asks for it', async () => {
    await openDeck(page, made.file, '?theme=dark');
    const colours = await page.evaluate(() => [
      getComputedStyle(document.body).backgroundColor,
      getComputedStyle(document.querySelector('.jp-Cell-inputArea pre')!).color,
      getComputedStyle(document.querySelector('.nd')!).color,
    ]);
    assert.deepEqual(colours, ['rgb(22, 25, 29)', 'rgb(240, 243, 246)', 'rgb(240, 243, 246)']);
    if (process.env['NETDIVE_SCREENSHOTS'])
      await page.screenshot({ path: join(process.env['NETDIVE_SCREENSHOTS'], 'dark.png') });
  });

  it('are refused where no cell is marked as a slide', async () => {
    const notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [] };
    await assert.rejects(
      exportSlides({ name: 'plain', notebook, out: join(folder, 'x.html'), venv }),
      /^NetdiveError: plain has no slides/,
    );
  });
});
