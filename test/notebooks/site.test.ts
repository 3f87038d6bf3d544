/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { homedir, hostname } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { makePages } from '../../lib/src/course/pages.js';
import { talks } from '../../lib/src/course/talk/talks.js';
import { chapters } from '../../lib/src/lab/chapters.js';
import { checkout } from '../../lib/src/paths.js';
import { netdive } from '../lab/netdive.js';
import { faint, launch } from './deck.js';
import { markdown } from './make-notebook.js';
import { makeFolder, removeFolder, venv } from './session.js';

const screens = [
  { width: 390, height: 844 },
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
];

describe('the site of the course', function () {
  this.timeout(180_000);
  let folder: string;
  let site: string;
  let server: Server;
  let address: string;
  let browser: Browser;
  let page: Page;
  /** What the browser wanted, and what it has fetched of the server. */
  const asked: string[] = [];
  const served: string[] = [];
  const files = (): string[] =>
    readdirSync(site, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.html'));

  before(async () => {
    folder = makeFolder();
    site = join(folder, 'site');
    const { exitCode, stdout, stderr } = await netdive('slides', '--site', '--out', site);
    assert.equal(exitCode, 0, stderr);
    assert.match(stdout, new RegExp(`index\\.html: ${2 * chapters().length + talks().length + 1} pages`));
    server = createServer((request, response) => {
      served.push(request.url!);
      const file = join(site, new URL(request.url!, 'http://x').pathname);
      response.writeHead(existsSync(file) ? 200 : 404, { 'content-type': 'text/html' });
      response.end(existsSync(file) ? readFileSync(file) : '');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await launch();
    page = await browser.newPage();
    page.on('request', (request) => asked.push(request.url()));
  });

  after(async () => {
    await browser?.close();
    server?.close();
    removeFolder(folder);
  });

  /** Follows every link from the first page on. @returns the pages that were opened, and the links that lead nowhere */
  const crawl = async (first: string): Promise<{ reached: readonly string[]; broken: readonly string[] }> => {
    const reached: string[] = [];
    const broken: string[] = [];
    const waiting = [first];
    for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
      const response = await page.goto(url, { waitUntil: 'domcontentloaded' }).catch(() => undefined);
      // A file that is there has no status.
      if (response === undefined || (response !== null && !response.ok())) {
        broken.push(url);
        continue;
      }
      reached.push(url);
      const { links, lost } = await page.evaluate(() => {
        const all = [...document.querySelectorAll<HTMLAnchorElement>('a[href]')];
        const here = location.href.replace(/#.*/, '');
        const inside = all.filter(({ href }) => href.startsWith(`${here}#`));
        // Slides have no links, only reveal.js's own ones.
        const lasting = document.querySelector('.reveal') ? [] : inside;
        return {
          links: all.filter((link) => !inside.includes(link)).map(({ href }) => href.replace(/#.*/, '')),
          lost: lasting
            .filter(
              ({ hash }) =>
                document.querySelectorAll(`[id="${CSS.escape(decodeURIComponent(hash.slice(1)))}"]`).length !== 1,
            )
            .map(({ href }) => href),
        };
      });
      broken.push(...lost);
      for (const link of new Set(links)) if (!reached.includes(link) && !waiting.includes(link)) waiting.push(link);
    }
    return { reached, broken };
  };

  for (const [where, first] of [
    ['a web server', () => `${address}/index.html`],
    ['a folder', () => pathToFileURL(join(site, 'index.html')).href],
  ] as const) {
    it(`has every page within reach on ${where}, no link that leads nowhere, and asks for nothing else`, async () => {
      asked.length = 0;
      const { reached, broken } = await crawl(first());
      assert.deepEqual(broken, []);
      const top = first().replace(/index\.html$/, '');
      assert.deepEqual(reached.map((url) => url.replace(top, '')).sort(), files().sort());
      assert.deepEqual(
        asked.filter((url) => !url.startsWith('data:')).sort(),
        [...reached].sort(),
        'each page is one request, and there is no other',
      );
    });
  }

  it('lists the chapters in their order, each with its question, and the talks', async () => {
    await page.goto(`${address}/index.html`);
    const listed = await page.locator('.chapters h3 a').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    assert.deepEqual(
      listed,
      chapters().map(({ name }) => `chapters/${name}.html`),
    );
    assert.match((await page.locator('.chapters p').first().textContent()) ?? '', /\?$/);
    assert.equal(await page.locator('.talks a').count(), talks().length);
  });

  it('leads through the chapters one after another', async () => {
    await page.goto(`${address}/chapters/${chapters()[0]!.name}.html`);
    const names: string[] = [];
    for (;;) {
      names.push(page.url().replace(/.*\/(.*)\.html$/, '$1'));
      await page.locator('.steps .next').click();
      if (page.url().endsWith('index.html')) break;
    }
    assert.deepEqual(
      names,
      chapters().map(({ name }) => name),
    );
  });

  it('shows what the machines said, and folds solutions and what is for the speaker', async () => {
    await page.goto(`${address}/chapters/veth.html`);
    assert.ok((await page.locator('.nd-topology svg').count()) > 0);
    assert.ok((await page.locator('.nd-verdict.nd-holds').count()) > 20);
    const solution = page.locator('details.solution');
    const answer = solution.getByText('ip link add veth-blue');
    assert.equal(await answer.isVisible(), false);
    await solution.locator('summary').click();
    assert.equal(await answer.isVisible(), true);
    assert.equal(await page.getByText('Ask the room first').isVisible(), false);
  });

  it('fits a phone, a laptop and a projector: no page is wider than the screen', async () => {
    const wide: string[] = [];
    for (const file of files().filter((name) => !/^(slides|talks)/.test(name))) {
      await page.goto(`${address}/${file}`);
      for (const screen of screens) {
        await page.setViewportSize(screen);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        if (width > screen.width) wide.push(`${file}: ${width} on ${screen.width}`);
      }
    }
    assert.deepEqual(wide, []);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`can be read where the reader’s system is ${colorScheme}: each text stands out from its ground`, async () => {
      const context = await browser.newContext({ colorScheme });
      const one = await context.newPage();
      for (const file of ['index.html', 'chapters/veth.html', 'chapters/ipvs.html', 'chapters/ebpf.html']) {
        await one.goto(`${address}/${file}`);
        await one.evaluate(() => document.querySelectorAll('details').forEach((folded) => (folded.open = true)));
        const ground = await one.evaluate(() => getComputedStyle(document.body).backgroundColor);
        assert.equal(ground, colorScheme === 'dark' ? 'rgb(22, 25, 29)' : 'rgb(255, 255, 255)');
        assert.deepEqual(await faint(one), [], file);
      }
      await context.close();
    });
  }

  it('tells nothing of the computer it was made on', () => {
    const own = [checkout, folder, ...[homedir(), hostname()].filter((word) => word.length > 6)];
    const telling = files().filter((name) => own.some((word) => readFileSync(join(site, name), 'utf8').includes(word)));
    assert.deepEqual(telling, []);
  });

  it('takes hostile words for words', async () => {
    const hostile = `<img src="${address}/stolen"><script>fetch("${address}/stolen")</script>`;
    const about = {
      ...{ number: hostile, name: hostile, title: hostile, question: hostile, page: '"onclick=x', slides: '"><b>' },
      chapters: [{ number: hostile, title: hostile, question: hostile, page: 'javascript:x', slides: '"><b>' }],
      talks: [{ title: hostile, minutes: hostile, slides: '"><b>' }],
    };
    const cells = [markdown(`# ${hostile}\n\n## ${hostile}`)];
    const notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: cells as never };
    for (const kind of ['course', 'chapter'] as const) {
      const out = join(folder, 'hostile', `${kind}.html`);
      await makePages([{ kind, out, title: hostile, notebook, about }], { venv });
      await page.goto(pathToFileURL(out).href);
      assert.equal(
        await page.locator('.contents img, .hero img, .chapters img, .talks img, .steps img, .bar img').count(),
        0,
      );
      assert.equal(await page.locator('b').count(), 0);
    }
    assert.deepEqual(
      served.filter((url) => url.includes('stolen')),
      [],
    );
  });

  it('takes the place of an older one, and of nothing else', async () => {
    const theirs = join(folder, 'theirs');
    mkdirSync(theirs);
    writeFileSync(join(theirs, 'index.html'), '<h1>My page</h1>');
    const refused = await netdive('slides', '--site', '--out', theirs);
    assert.equal(refused.exitCode, 1);
    assert.match(refused.stderr, /theirs is no site of the course, and it is not empty: nothing was written\./);
    assert.deepEqual(readdirSync(theirs), ['index.html']);
    writeFileSync(join(site, 'chapters', 'old.html'), 'of an older course');
    assert.equal((await netdive('slides', '--site', '--out', site)).exitCode, 0);
    assert.ok(!files().includes(join('chapters', 'old.html')));
    assert.deepEqual(readdirSync(folder).sort(), ['hostile', 'site', 'theirs']);
  });
});
