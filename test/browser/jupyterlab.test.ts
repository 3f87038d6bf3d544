/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { execa, type ResultPromise } from 'execa';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { checkout } from '../../lib/src/paths.js';
import { QemuProvider } from '../../lib/src/provider/qemu/qemu.js';

const LAB = 'test';
const mine = join(checkout, 'notebooks', 'mine');
const kept = `${mine}.kept-${process.pid}`;
const shots = join(checkout, '.netdive', 'screenshots');

/** What `npm start` gives a newcomer, seen by a real browser. */
describe('JupyterLab, as `npm start` opens it', function () {
  this.timeout(300_000);
  let started: ResultPromise<{ reject: false; all: true; stdin: 'ignore' }>;
  let browser: Browser;
  let page: Page;
  const outside: string[] = [];

  /** As Ctrl-C at a terminal: npm and all below it hear it. */
  const interrupt = (): typeof started => {
    if (!interrupted) process.kill(-started.pid!, 'SIGINT');
    interrupted = true;
    return started;
  };
  let interrupted = false;

  before(async () => {
    // A learner's own copies are put aside: these tests begin as a newcomer does.
    if (existsSync(mine)) renameSync(mine, kept);
    mkdirSync(shots, { recursive: true });
    started = execa('npm', ['start', '--silent', '--', 'veth', '--no-browser', '--lab', LAB], {
      ...{ cwd: checkout, reject: false, all: true, stdin: 'ignore', detached: true },
    });
    const url = await new Promise<string>((resolve, reject) => {
      let said = '';
      started.all.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        const [, address] = /JupyterLab is ready: (http:\S+)/.exec(said) ?? [];
        if (address !== undefined) resolve(address);
      });
      started.all.on('end', () => reject(new Error(said)));
    });
    const executablePath = (await execa('which', ['chromium'])).stdout;
    browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
    });
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.on('request', (request) => {
      const { hostname, protocol } = new URL(request.url());
      if (/^(http|ws)/.test(protocol) && hostname !== '127.0.0.1') outside.push(request.url());
    });
    await page.goto(url);
  });

  after(async () => {
    await browser?.close();
    await interrupt();
    rmSync(mine, { recursive: true, force: true });
    if (existsSync(kept)) renameSync(kept, mine);
  });

  it('opens the chapter that was asked for in the course’s own kernel, as a copy without outputs', async () => {
    await page.getByText('netdive (TypeScript) | Idle').waitFor({ timeout: 60_000 });
    await page.locator('.lm-TabBar-tab.lm-mod-current', { hasText: '01-veth.ipynb' }).first().waitFor();
    assert.equal(await page.locator('.jp-OutputArea-output').count(), 0);
  });

  it('runs all cells, and none of them fails', async () => {
    await page.getByRole('menuitem', { name: 'Run', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Run All Cells', exact: true }).click();
    const prompts = page.locator('.jp-CodeCell .jp-InputPrompt');
    await page.waitForFunction(
      () =>
        [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].every((one) =>
          /\[\d+\]/.test(one.textContent ?? ''),
        ),
      undefined,
      { timeout: 200_000, polling: 500 },
    );
    assert.ok((await prompts.count()) > 20);
    assert.equal(
      await page.locator('.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.stderr"]').count(),
      0,
    );
  });

  it('shows drawings, tables, terminals, a chart and verdicts', async () => {
    for (const what of ['.nd-topology svg', '.nd table', '.nd-terminal', '.nd-chart svg', '.nd-verdict.nd-holds']) {
      const first = page.locator(what).first();
      await first.scrollIntoViewIfNeeded();
      const box = await first.boundingBox();
      assert.ok(box && box.width > 50 && box.height > 15, what);
    }
  });

  it('holds; the exercise that is not solved is open, and so are the predictions that are not made', async () => {
    assert.deepEqual(await page.locator('.nd-verdict.nd-fails').allTextContents(), []);
    const words = await page.locator('.nd-verdict.nd-open .nd-word').allTextContents();
    assert.equal(words.filter((word) => word === 'open').length, 1, words.join());
  });

  it('has a terminal block that can be read on a light and on a dark page', async () => {
    for (const theme of ['Light', 'Dark']) {
      await page.getByRole('menuitem', { name: 'Settings', exact: true }).click();
      await page.locator('.lm-Menu-itemLabel', { hasText: /^Theme$/ }).click();
      await page.locator('.lm-Menu-itemLabel', { hasText: new RegExp(`^JupyterLab ${theme}$`) }).click();
      await page.waitForFunction((dark) => document.body.dataset.jpThemeLight === String(!dark), theme === 'Dark');
      const screen = page.locator('.nd-terminal pre').first();
      const colours = await screen.evaluate((element) => [
        getComputedStyle(element).backgroundColor,
        getComputedStyle(element).color,
      ]);
      assert.deepEqual(colours, ['rgb(23, 27, 33)', 'rgb(230, 237, 243)']);
      for (const [name, what] of [
        ['top', '.jp-Cell'],
        ['terminal', '.nd-terminal'],
        ['chart', '.nd-chart'],
      ] as const) {
        await page
          .locator(what)
          .first()
          .evaluate((element) => element.scrollIntoView({ block: 'center' }));
        await page.screenshot({ path: join(shots, `${name}-${theme.toLowerCase()}.png`) });
      }
    }
  });

  it('asks nothing of the network', () => {
    assert.deepEqual(outside, []);
  });

  it('leaves neither a machine nor a server when it is ended', async () => {
    await browser.close();
    const { all } = await interrupt();
    // npm does not wait for what it started.
    const deadline = Date.now() + 20_000;
    const state = async (): Promise<string> => (await new QemuProvider(LAB).status()).state;
    while ((await state()) !== 'down' && Date.now() < deadline) await new Promise(setImmediate);
    assert.equal(await state(), 'down', all);
  });
});
