import { rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { NetdiveError } from '../errors.js';

/** A deck is laid out in a second or two; a busy computer takes its time. */
const LAYOUT_MS = 120_000;

export interface PdfOptions {
  /** Slides, as `exportSlides` writes them. */
  readonly slides: string;
  /** The PDF to write. */
  readonly out: string;
  /** Chromium's or Chrome's program. */
  readonly browser: string;
  /** The speaker's notes below each slide. */
  readonly notes?: boolean;
  readonly signal?: AbortSignal;
}

/**
 * Prints slides: one page each, with all that a slide shows one by one. With notes a page is a sheet in A4's proportions, the slide
 * above and the speaker's notes below. No request leaves the browser. Throws a NetdiveError where it does not start.
 * @returns how many pages
 * @example await printPdf({ slides: 'wires.html', out: 'wires.pdf', browser: '/usr/bin/chromium' })
 */
export async function printPdf({ slides, out, browser: path, notes = false, signal }: PdfOptions): Promise<number> {
  const file = resolve(out);
  const fresh = `${file}.${process.pid}`;
  const browser = await chromium
    // Root has no sandbox. Ctrl-C is the command line's.
    .launch({ executablePath: path, chromiumSandbox: process.getuid?.() !== 0, ...ownSignals })
    .catch((cause: Error) => {
      throw new NetdiveError(
        `${path} does not start: ${firstLine(cause.message)}`,
        'Try it alone: npx netdive doctor',
        {
          cause,
        },
      );
    });
  const stop = (): void => void browser.close();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const context = await browser.newContext({ offline: true, viewport: { width: 1280, height: 720 } });
    const page = await context.newPage();
    await page.goto(`${pathToFileURL(resolve(slides)).href}?print-pdf${notes ? '&notes' : ''}`);
    await page.waitForSelector('html[data-ready]', { timeout: LAYOUT_MS });
    await page.pdf({ path: fresh, preferCSSPageSize: true, printBackground: true, tagged: true, outline: true });
    const pages = await page.locator('.pdf-page').count();
    await rename(fresh, file);
    return pages;
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
    await browser.close();
    await rm(fresh, { force: true });
  }
}

const ownSignals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false } as const;

const firstLine = (text: string): string => text.split('\n').find((line) => line.trim() !== '') ?? '';
