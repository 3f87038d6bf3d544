/// <reference lib="dom" />
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';

/** What is asked of reveal.js on the page. */
export interface Revealed {
  readonly Reveal: {
    getTotalSlides(): number;
    getSlides(): HTMLElement[];
    getIndices(slide: Element): { h: number; v: number };
    slide(h: number, v?: number, f?: number): void;
    getPlugin(name: string): unknown;
  };
}

/** A Chromium without a window. */
export const launch = (): Promise<Browser> =>
  chromium
    .launch({ executablePath: 'chromium', args: ['--no-sandbox'] })
    .catch(() => chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] }));

/** Opens a deck, and waits until its slides have been fitted. `query` is what stands behind the `?`. */
export async function openDeck(page: Page, file: string, query = ''): Promise<void> {
  await page.goto(`${pathToFileURL(file).href}${query}`);
  await page.waitForSelector('html[data-ready]');
}

/** The parts that run off the edge of their slide, each with the slide's number, all fragments shown. */
export const overflowing = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const { Reveal } = globalThis as unknown as Revealed;
    return Reveal.getSlides().flatMap((slide, index) => {
      const { h, v } = Reveal.getIndices(slide);
      Reveal.slide(h, v, 99);
      return [...slide.querySelectorAll('h1,h2,p,li,pre,img,table')]
        .filter((part) => part.checkVisibility())
        .map((part) => ({ tag: part.tagName, box: (part.closest('.scrolled') ?? part).getBoundingClientRect() }))
        .filter(({ box }) => box.right > innerWidth || box.left < 0 || box.bottom > innerHeight || box.top < 0)
        .map(({ tag, box }) => `slide ${index + 1}: ${tag} ${JSON.stringify(box)}`);
    });
  });
