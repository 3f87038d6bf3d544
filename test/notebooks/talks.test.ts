/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { deck } from '../../lib/src/course/deck.js';
import { exportSlides } from '../../lib/src/course/slides.js';
import { readTalk, talkFile, talks } from '../../lib/src/course/talk/talks.js';
import { chapters } from '../../lib/src/lab/chapters.js';
import { eachInTurn } from '../lab/in-turn.js';
import { faint, launch, openDeck, overflowing, scrolling, type Revealed } from './deck.js';
import { makeFolder, removeFolder, venv } from './session.js';

const largest = 2_000_000;
const screens = [
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
];

describe('slides of talks and chapters', function () {
  this.timeout(60_000);
  let folder: string;
  let browser: Browser;
  let page: Page;
  const asked: string[] = [];

  /** The file of a deck, made when it is first asked for. */
  const make = async (name: string): Promise<string> => {
    const out = join(folder, `${name}.html`);
    if (!existsSync(out)) await exportSlides({ ...(await deck(name)), out, venv });
    return out;
  };

  /** Nothing is cut off or scrolls on either screen, and nothing was asked of a network. */
  const assertFits = async (file: string): Promise<void> => {
    asked.length = 0;
    for (const screen of screens) {
      await page.setViewportSize(screen);
      await openDeck(page, file);
      assert.deepEqual(await overflowing(page), [], `${screen.width} x ${screen.height}`);
      assert.deepEqual(await scrolling(page), [], `${screen.width} x ${screen.height}`);
    }
    assert.deepEqual(
      asked.filter((url) => !/^(file|data|blob):/.test(url)),
      [],
    );
  };

  before(async () => {
    folder = makeFolder();
    browser = await launch();
    page = await browser.newPage();
    page.on('request', (request) => asked.push(request.url()));
  });

  after(async () => {
    await browser?.close();
    removeFolder(folder);
  });

  describe('of a talk', () => {
    for (const name of talks()) {
      it(`${name}: is one small file in which nothing is cut, scrolled or too small, and which knows its time`, async () => {
        const file = await make(name);
        assert.ok(statSync(file).size <= largest, `${statSync(file).size} bytes`);
        await assertFits(file);
        const slides = await page.evaluate(() =>
          (globalThis as unknown as Revealed).Reveal.getSlides().map((slide) => ({
            seconds: Number(slide.dataset.timing),
            covers: slide.dataset.covers?.split(' ') ?? [],
            code: [...slide.querySelectorAll('.jp-Cell-inputArea pre')].map((pre) =>
              parseFloat(getComputedStyle(pre).fontSize),
            ),
          })),
        );
        assert.ok(slides.every(({ seconds }) => seconds > 0));
        assert.ok(slides.every(({ code }) => code.every((size) => size >= 20)));
        const { parts, items } = await readTalk(talkFile(name));
        assert.equal(
          slides.reduce((sum, { seconds }) => sum + seconds, 0),
          parts.reduce((sum, { minutes }) => sum + minutes * 60, 0),
        );
        assert.deepEqual(slides.flatMap(({ covers }) => covers).sort(), items.map(({ value }) => value).sort());
      });

      it(`${name}: stands out from its ground, on light and on dark`, async () => {
        const file = await make(name);
        for (const theme of ['light', 'dark']) {
          await openDeck(page, file, `?theme=${theme}`);
          assert.deepEqual(await faint(page), [], theme);
        }
      });
    }

    it('show the speaker the time that is left for each', async () => {
      await openDeck(page, await make(talks()[0]!));
      const [popup] = await Promise.all([
        page.waitForEvent('popup'),
        page.evaluate(() => {
          const notes = (globalThis as unknown as Revealed).Reveal.getPlugin('notes') as { open(): void };
          notes.open();
        }),
      ]);
      const left = popup.locator('.pacing');
      await left.waitFor({ state: 'visible' });
      assert.match((await left.textContent()) ?? '', /\d\d:\d\d:\d\d/);
      await popup.close();
    });
  });

  describe('of a chapter', function () {
    for (const { name } of chapters()) {
      it(`${name}: are all fitted, nothing scrolls, and no network is needed`, async () =>
        assertFits(await make(name)));
    }
    eachInTurn(this, ['slides/netdive', 'lib/jupyter/pages.py']);
  });
});
