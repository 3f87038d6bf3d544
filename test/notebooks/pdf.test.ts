/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Browser, Page } from 'playwright-core';
import { deck } from '../../lib/src/course/deck.js';
import { printPdf } from '../../lib/src/course/pdf.js';
import { exportSlides } from '../../lib/src/course/slides.js';
import { talks } from '../../lib/src/course/talk/talks.js';
import { chapters } from '../../lib/src/lab/chapters.js';
import { findBrowser } from '../../lib/src/setup/browser.js';
import { eachInTurn } from '../lab/in-turn.js';
import { netdive } from '../lab/netdive.js';
import { launch, openDeck, scrolling, type Revealed } from './deck.js';
import { makeFolder, removeFolder, venv } from './session.js';

interface Word {
  readonly text: string;
  readonly inside: boolean;
}

/** The words on each page of a PDF, and whether all of each is on the page. */
async function wordsOf(pdf: string): Promise<readonly (readonly Word[])[]> {
  const { stdout } = await execa('pdftotext', ['-bbox', pdf, '-'], { maxBuffer: 100_000_000 });
  const signs: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
  return stdout
    .split('<page ')
    .slice(1)
    .map((page) => {
      const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/.exec(page)!.map(Number);
      return [...page.matchAll(/<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">([^]*?)<\/word>/g)].map(
        ([, left, top, right, bottom, text]) => ({
          text: text!.replace(/&(\w+);/g, (all, name: string) => signs[name] ?? all),
          inside: Number(left) >= 0 && Number(top) >= 0 && Number(right) <= width! && Number(bottom) <= height!,
        }),
      );
    });
}

/** What the browser has on each page: the words of its slide, and those of its notes. */
async function wordsOnPages(page: Page): Promise<readonly { readonly slide: string[]; readonly notes: string[] }[]> {
  const texts = await page.evaluate(() =>
    (globalThis as unknown as Revealed).Reveal.getSlides().map((slide) => ({
      slide: slide.innerText,
      notes: [...slide.querySelectorAll('aside.notes')].map(({ textContent }) => textContent).join(' '),
    })),
  );
  return texts.map(({ slide, notes }) => ({ slide: split(slide), notes: split(notes) }));
}

const split = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

describe('slides on paper', function () {
  this.timeout(120_000);
  let folder: string;
  let browser: Browser;
  let page: Page;

  before(async () => {
    folder = makeFolder();
    browser = await launch();
    page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  });

  after(async () => {
    await browser?.close();
    removeFolder(folder);
  });

  /** A page for each slide, and on it every word, whole; and no word of what is shown on the screen is lost. */
  const assertWhole = async (slides: string, pdf: string, notes: boolean): Promise<void> => {
    await openDeck(page, slides);
    const shown = split(await page.locator('.slides').innerText());
    await openDeck(page, slides, '?print-pdf');
    assert.deepEqual(await scrolling(page), []);
    const wanted = await wordsOnPages(page);
    const pages = await wordsOf(pdf);
    assert.equal(pages.length, wanted.length);
    const cut = pages.flatMap((words, index) => {
      const text = words.map((word) => word.text).join('');
      const all = [...wanted[index]!.slide, ...(notes ? wanted[index]!.notes : [])];
      return [
        ...all.filter((word) => !text.includes(word)).map((word) => `page ${index + 1} lacks ${word}`),
        ...words.filter(({ inside }) => !inside).map((word) => `page ${index + 1} cuts ${word.text}`),
      ];
    });
    assert.deepEqual(cut, []);
    const whole = pages.map((words) => words.map(({ text }) => text).join('')).join('');
    assert.deepEqual(
      shown.filter((word) => !whole.includes(word)),
      [],
    );
  };

  const slidesOf = async (name: string): Promise<string> => {
    const out = join(folder, `${name}.html`);
    if (!existsSync(out)) await exportSlides({ ...(await deck(name)), out, venv });
    return out;
  };

  for (const notes of [false, true]) {
    it(`are printed by one command, ${notes ? 'with' : 'without'} the speaker’s notes, and nothing else is left`, async () => {
      const slides = await slidesOf('veth');
      const out = join(folder, 'printed', notes ? 'notes.pdf' : 'plain.pdf');
      const { exitCode, stdout, stderr } = await netdive(
        'slides',
        'veth',
        '--pdf',
        ...(notes ? ['--notes'] : []),
        '--out',
        out,
      );
      assert.equal(exitCode, 0, stderr);
      await assertWhole(slides, out, notes);
      assert.match(stdout, new RegExp(`\\.pdf: ${(await wordsOf(out)).length} pages\\.`));
      assert.deepEqual(
        readdirSync(join(folder, 'printed')).filter((name) => !/^(notes|plain)\.pdf$/.test(name)),
        [],
      );
    });
  }

  for (const name of talks()) {
    it(`${name}: is whole, with its notes below`, async () => {
      const slides = await slidesOf(name);
      const out = join(folder, `${name}.pdf`);
      await printPdf({ slides, out, browser: await findBrowser(), notes: true });
      await assertWhole(slides, out, true);
    });
  }

  describe('of a chapter', function () {
    for (const { name } of chapters()) {
      it(`${name}: are whole`, async () => {
        const slides = await slidesOf(name);
        const out = join(folder, `${name}.pdf`);
        await printPdf({ slides, out, browser: await findBrowser() });
        await assertWhole(slides, out, false);
      });
    }
    eachInTurn(this, ['slides/netdive', 'lib/jupyter/pages.py', 'lib/src/course/pdf.ts']);
  });
});
