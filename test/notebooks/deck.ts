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
        .map((part) => ({ tag: part.tagName, box: part.getBoundingClientRect() }))
        .filter(({ box }) => box.right > innerWidth || box.left < 0 || box.bottom > innerHeight || box.top < 0)
        .map(({ tag, box }) => `slide ${index + 1}: ${tag} ${JSON.stringify(box)}`);
    });
  });

/** What could only be seen by scrolling. */
export const scrolling = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const { Reveal } = globalThis as unknown as Revealed;
    return Reveal.getSlides().flatMap((slide, index) => {
      const { h, v } = Reveal.getIndices(slide);
      Reveal.slide(h, v, 99);
      return [...slide.querySelectorAll<HTMLElement>('*')]
        .filter((part) => part.checkVisibility() && /auto|hidden|scroll/.test(getComputedStyle(part).overflow))
        .filter((part) => part.scrollHeight > part.clientHeight + 1 || part.scrollWidth > part.clientWidth + 1)
        .map(
          (part) => `slide ${index + 1}: ${part.tagName}.${part.className}: ${part.textContent?.trim().slice(0, 60)}`,
        );
    });
  });

/** The texts that stand out from their ground by less than 4.5 to 1, as WCAG 2 counts it. */
export async function faint(page: Page): Promise<readonly string[]> {
  const texts = await page.evaluate(() => {
    const { Reveal } = globalThis as unknown as Partial<Revealed>;
    // A page without slides is one.
    return (Reveal?.getSlides() ?? [document.body]).flatMap((slide, index) => {
      const { h, v } = Reveal?.getIndices(slide) ?? { h: 0, v: 0 };
      Reveal?.slide(h, v, 99);
      return [...slide.querySelectorAll('*')]
        .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()))
        .filter((element) => element.checkVisibility() && !element.closest('aside, svg'))
        .map((element) => {
          const grounds: string[] = [];
          for (let at: Element | null = element; at !== null; at = at.parentElement)
            grounds.push(getComputedStyle(at).backgroundColor);
          return { slide: index + 1, text: element.textContent, ink: getComputedStyle(element).color, grounds };
        });
    });
  });
  return texts.flatMap(({ slide, text, ink, grounds }) => {
    const ground = grounds.find((colour) => channels(colour)[3] !== 0) ?? 'rgb(255, 255, 255)';
    return contrast(ink, ground) < 4.5 ? [`slide ${slide}: ${text}: ${ink} on ${ground}`] : [];
  });
}

const channels = (colour: string): readonly number[] => (colour.match(/[\d.]+/g) ?? []).map(Number);

function contrast(one: string, other: string): number {
  const [less, more] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (more + 0.05) / (less + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) =>
    value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
