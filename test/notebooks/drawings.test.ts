/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { packetFrom } from '../../lib/src/capture/packet-from.js';
import { readNotebookJson } from '../../lib/src/course/notebook.js';
import { exportSlides } from '../../lib/src/course/slides.js';
import { chart } from '../../lib/src/view/chart.js';
import { packet } from '../../lib/src/view/packet.js';
import { launch, openDeck, type Revealed } from './deck.js';
import { code, markdown, writeNotebook } from './make-notebook.js';
import { makeFolder, removeFolder, venv } from './session.js';

describe('the drawings on a slide', function () {
  this.timeout(60_000);
  let folder: string;
  let browser: Browser;
  let file: string;

  before(async () => {
    folder = makeFolder();
    const views = [
      packet(packetFrom(new Uint8Array(60), 'ethernet')),
      await chart([{ name: 'eth0', packets: 3 }], { mark: 'bar', x: 'name', y: 'packets' }),
    ];
    const notebook = join(folder, '01-drawings.ipynb');
    writeNotebook(
      notebook,
      views.flatMap(({ svg = '' }, i) => [
        markdown(`## Drawing ${i + 1}`, 'slide'),
        code('show(it)', undefined, [
          { output_type: 'display_data', metadata: {}, data: { 'image/svg+xml': svg, 'text/plain': 'x' } },
        ]),
      ]),
    );
    const out = join(folder, 'drawings.html');
    ({ file } = await exportSlides({ name: 'drawings', notebook: await readNotebookJson(notebook), out, venv }));
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    removeFolder(folder);
  });

  for (const [theme, ground] of [
    ['light', 'rgb(255, 255, 255)'],
    ['dark', 'rgb(22, 25, 29)'],
  ] as const) {
    it(`have the slide’s own ground where it is ${theme}, whatever the computer’s colours are`, async () => {
      const page = await browser.newPage({ colorScheme: theme === 'dark' ? 'light' : 'dark' });
      await openDeck(page, file, `?theme=${theme}`);
      assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), ground);
      const grounds: string[] = [];
      for (const slide of [0, 1]) {
        await page.evaluate((h) => (globalThis as unknown as Revealed).Reveal.slide(h), slide);
        const { x, y } = (await page.locator('.present img').boundingBox())!;
        grounds.push(await colourAt(page, x + 3, y + 3));
      }
      assert.deepEqual(grounds, [ground, ground]);
      await page.close();
    });
  }
});

/** What is seen at a place of a page: a picture of it is painted, and asked. */
async function colourAt(page: Page, x: number, y: number): Promise<string> {
  const shot = await page.screenshot({ clip: { x: Math.round(x), y: Math.round(y), width: 1, height: 1 } });
  return page.evaluate(
    async (url) => {
      const image = Object.assign(new Image(), { src: url });
      await image.decode();
      const context = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d')!;
      context.drawImage(image, 0, 0);
      const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
      return `rgb(${red}, ${green}, ${blue})`;
    },
    `data:image/png;base64,${shot.toString('base64')}`,
  );
}
