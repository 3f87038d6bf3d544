/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa, type ResultPromise } from 'execa';
import type { Browser, Page } from 'playwright-core';
import { copiesFolder } from '../../lib/src/course/working-copy.js';
import { bootstrap, LAB, netdive } from '../lab/netdive.js';
import { launch } from './deck.js';
import { makeFolder, removeFolder, root } from './session.js';

const NAME = 'live-test';
const text = `title: A small talk
parts:
  - part: One
    minutes: 1
    slides:
      - text: hello
      - text: '## Moved'
        chapter: veth
        take: [a0442b9e]
`;

describe('a talk that is given live', function () {
  this.timeout(300_000);
  let folder: string;
  let started: ResultPromise<{ reject: false; stdin: 'ignore'; buffer: false }>;
  let browser: Browser;
  let page: Page;
  const asked: string[] = [];
  const mine = (ending: string): string => join(root, 'notebooks', copiesFolder, `${NAME}.${ending}`);
  const clear = (): void => ['ipynb', 'css'].forEach((ending) => rmSync(mine(ending), { force: true }));

  /** The cell on the slide that is shown, and what it has put out since it was run last. */
  const cell = () => page.locator('section.present section.present .jp-CodeCell, section.present .jp-CodeCell').first();
  const runIt = async (): Promise<string> => {
    await cell()
      .locator('.jp-OutputArea')
      .first()
      .evaluate((area) =>
        area.querySelectorAll('.jp-OutputArea-child').forEach((one) => one.setAttribute('data-old', '')),
      );
    await cell().locator('.cm-content').click();
    await page.keyboard.press('Control+Enter');
    const fresh = cell().locator('.jp-OutputArea-child:not([data-old])');
    await fresh.first().waitFor({ timeout: 120_000 });
    await page.waitForFunction(
      () => !document.querySelector('section.present .jp-InputPrompt')?.textContent?.includes('*'),
      undefined,
      { timeout: 120_000 },
    );
    return (await fresh.allTextContents()).join('\n');
  };

  before(async () => {
    folder = makeFolder();
    const file = join(folder, `${NAME}.yaml`);
    writeFileSync(file, text);
    clear();
    started = execa(process.execPath, [bootstrap, 'start', file, '--no-browser'], {
      ...{ reject: false, stdin: 'ignore', buffer: false, env: { NETDIVE_LAB: LAB } },
    });
    const slides = await new Promise<string>((resolve, reject) => {
      let said = '';
      started.stdout.on('data', (text: Buffer) => {
        said += text.toString();
        const [, url] = /As slides, .*: (http\S+)[^]*Ctrl-C/.exec(said) ?? [];
        if (url !== undefined) resolve(url);
      });
      void started.then(() => reject(new Error(`It ended: ${said}`)));
    });
    browser = await launch();
    page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(slides);
    try {
      await page.locator('.reveal section.present').first().waitFor({ timeout: 60_000 });
    } finally {
      if (process.env['NETDIVE_SCREENSHOTS'])
        await page.screenshot({ path: join(process.env['NETDIVE_SCREENSHOTS'], 'first.png') });
    }
  });

  after(async () => {
    await browser?.close();
    started?.kill('SIGINT');
    await started;
    clear();
    removeFolder(folder);
    await netdive('down');
  });

  it('runs the cell of a slide on the machines, after what it stands on, and shows what they say now', async () => {
    await page.keyboard.press('PageDown');
    await cell().waitFor();
    const shown = await runIt();
    if (process.env['NETDIVE_SCREENSHOTS'])
      await page.screenshot({ path: join(process.env['NETDIVE_SCREENSHOTS'], 'live.png') });
    assert.doesNotMatch(shown, /recording/);
    assert.match((await netdive('ssh', 'node1', 'ip netns exec red ip -br link')).stdout, /eth0/);
  });

  it('shows the recording where the machines are gone, and says so; run once more, it has them back', async () => {
    await netdive('down');
    assert.match(await runIt(), /This is the recording of \d+ \w+ \d{4} \(Linux .*\)\.\s+What happened here: [A-Z]/);
    assert.doesNotMatch(await runIt(), /recording/);
  });

  it('asks for nothing outside this computer', () => {
    const outside = asked.filter((url) => !/^(http:\/\/127\.0\.0\.1:|ws:|data:|blob:)/.test(url));
    assert.deepEqual(outside, []);
  });
});
