import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { readNotebook } from '../../lib/src/course/notebook.js';
import { replayChapter } from '../../lib/src/course/replay.js';
import { copiesFolder } from '../../lib/src/course/working-copy.js';
import { chapter, chapters, fileName, type Chapter } from '../../lib/src/lab/chapters.js';
import { recordingFile, recordingOf, recordings } from '../../lib/src/lab/recording-of.js';
import { readRecording } from '../../lib/src/recording/recording.js';
import { netdive } from '../lab/netdive.js';
import { makeFolder, removeFolder, root, Session, venv } from './session.js';

const recorded = chapters().filter((one) => existsSync(recordingFile(one)));
/** On a quiet computer a chapter takes a tenth of this; on a busy one it is no sign of a fault. */
const MOST_S = 30 * recorded.length;

/** What the cells of a notebook showed. */
const shown = async (path: string): Promise<unknown[]> =>
  (await readNotebook(path)).map(({ id, outputs }) => ({ id, outputs }));

describe('the recordings', function () {
  this.timeout(120_000);
  let folder: string;
  let home: string;
  let began: number;

  before(() => {
    folder = makeFolder();
    home = join(folder, 'home');
    mkdirSync(home);
    began = performance.now();
  });
  after(() => removeFolder(folder));

  /** Replays a chapter in a copy, with no lab anywhere. */
  const replay = async (one: Chapter): Promise<string> => {
    const path = join(folder, `${fileName(one)}.ipynb`);
    copyFileSync(one.notebook, path);
    const env = { NETDIVE_HOME: home };
    const { ok, cells } = await replayChapter(one, { venv, env, path, write: true });
    assert.ok(ok, cells.flatMap(({ index, expected, error }) => (expected ? [] : [`${index}: ${error}`])).join('\n'));
    return path;
  };

  /** The replays that have begun. */
  const begun = new Map<Chapter, Promise<string>>();
  const begin = (one: Chapter): Promise<string> => {
    const path = begun.get(one) ?? replay(one);
    path.catch(() => undefined); // its own test tells
    begun.set(one, path);
    return path;
  };

  for (const [index, one] of recorded.entries()) {
    it(`show all that stands in the chapter ${one.name}, without a machine`, async () => {
      const path = begin(one);
      // The next one goes beside it, as `netdive run --replay` does it.
      if (recorded[index + 1] !== undefined) void begin(recorded[index + 1]!);
      await showsWhatStandsIn(one, await path);
    });
  }

  const showsWhatStandsIn = async (one: Chapter, path: string): Promise<void> => {
    assert.deepEqual(await shown(path), await shown(one.notebook));
    assert.deepEqual(readdirSync(home), [], 'nobody asked for a lab');
  };

  it('are replayed in time, and small', function () {
    assert.ok(recorded.length > 0);
    const seconds = (performance.now() - began) / 1_000;
    this.test!.title += `: ${recorded.length} in ${seconds.toFixed(1)} s`;
    assert.ok(seconds < MOST_S, `${seconds.toFixed(1)} s`);
    const large = recorded.filter((one) => readFileSync(recordingFile(one)).length > 1_500_000);
    assert.deepEqual(large, []);
  });

  const run = (...words: string[]) =>
    execa(process.execPath, [join(root, 'lib/bootstrap.mjs'), 'run', ...words], {
      ...{ reject: false, all: true, stdin: 'ignore', env: { NETDIVE_HOME: home } },
    });

  it('of several chapters answer side by side, and are told one after the other, in the order that was asked for', async () => {
    const { exitCode, stdout } = await run('veth', '00', '--replay');
    assert.equal(exitCode, 0, stdout);
    const told = [...stdout.matchAll(/^(?:(\S+) \(notebooks|\d+ cells, \d+ checks hold, 0 not)/gm)].map(
      ([, name]) => name ?? '.',
    );
    assert.deepEqual(told, ['veth', '.', 'start-here', '.']);
    const { exitCode: wrong, all } = await run();
    assert.equal(wrong, 2, all);
    assert.match(all, /Which chapter\?\n.*npx netdive run --replay/);
  });

  it('answer `netdive run --replay`, which says what they are; one of another notebook is refused kindly', async () => {
    const { exitCode, all } = await run('veth', '--replay');
    assert.equal(exitCode, 0, all);
    assert.match(all, /A recording of \d+ \w+ 20\d\d \(Linux .*no machine runs.*npx netdive start veth/);
    assert.match(all, /77 cells|\d+ cells, \d+ checks hold, 0 not, 0 open, 0 cells failed/);
    const none = await run('veth', '--replay', folder);
    assert.equal(none.exitCode, 1);
    assert.match(none.all, /There is no recording of the chapter veth\.\n.*npx netdive record veth/);
    const { code, begins } = recordingOf(chapter('veth')).cells[3]!;
    const text = readFileSync(recordingFile(chapter('veth')), 'utf8');
    writeFileSync(join(folder, '01-veth.yaml'), text.replace(code, 'f'.repeat(32)));
    const other = await run('veth', '--replay', folder);
    assert.equal(other.exitCode, 1);
    assert.ok(other.all.includes(`The cell \`${begins}\``), other.all);
    assert.match(other.all, /no longer fits the chapter veth\..*has changed since\.\nRecord it anew/);
  });
});

describe('a page without machines', function () {
  this.timeout(60_000);
  let session: Session;

  before(async () => (session = await Session.start(undefined, { NETDIVE_REPLAY: recordings })));
  after(() => session.close());

  it('says that it is a recording, and of when', async () => {
    await session.run("import { lab, show } from 'netdive';");
    const [opening] = recordingOf(chapter('veth')).cells.filter(({ exchanges }) => exchanges.length > 0);
    const cells = await readNotebook(chapter('veth').notebook);
    const { status, bundles, stderr } = await session.run(cells.find(({ id }) => id === opening!.cell)!.source);
    assert.equal(status, 'ok', stderr);
    assert.match(String(bundles[0]!['text/plain']), /^A recording of \d+ \w+ 20\d\d/);
  });

  it('is what `netdive start --replay` opens, and nothing else is started', async () => {
    const home = makeFolder();
    const mine = join(root, 'notebooks', copiesFolder);
    const had = existsSync(mine);
    const started = execa(
      process.execPath,
      [join(root, 'lib/bootstrap.mjs'), 'start', 'veth', '--replay', '--no-browser'],
      {
        ...{ reject: false, stdin: 'ignore', env: { NETDIVE_HOME: home } },
      },
    );
    let said = '';
    for await (const line of started.iterable()) {
      said += `${line}\n`;
      if (line.startsWith('Ctrl-C')) started.kill('SIGINT');
    }
    assert.equal((await started).exitCode, 0, said);
    assert.match(said, /JupyterLab is ready: http:\/\/127\.0\.0\.1:\d+\/lab.*01-veth.*\nA recording of /);
    assert.deepEqual(readdirSync(home), []);
    removeFolder(home);
    if (!had) removeFolder(mine);
  });

  it('has no answer to what a learner types, and says where there is one', async () => {
    const { status, stderr } = await session.run('await node1.$`ip link add mine type dummy`;');
    assert.equal(status, 'error');
    assert.match(stderr, /does not know the cell|has no answer here/);
    assert.match(stderr, /npx netdive start veth/);
  });
});

describe('a recording that is made', function () {
  this.timeout(600_000);
  let folder: string;

  before(() => (folder = makeFolder()));
  after(async () => {
    removeFolder(folder);
    await netdive('down');
  });

  it('gives what the machines gave, and is free of what belongs to this computer', async () => {
    const one = chapter('start-here');
    const { exitCode, stdout, stderr } = await netdive('record', one.name, '--to', folder);
    assert.equal(exitCode, 0, stdout + stderr);
    const live = join(folder, `${fileName(one)}.ipynb`);
    const again = join(folder, 'again.ipynb');
    copyFileSync(live, again);
    const { ok } = await replayChapter(one, { venv, recordings: folder, path: again, write: true });
    assert.ok(ok);
    assert.deepEqual(await shown(again), await shown(live));
    const text = readFileSync(join(folder, `${fileName(one)}.yaml`), 'utf8');
    assert.ok(!text.includes(root.replace(/\/$/, '')) && !/PRIVATE KEY|BEGIN|ssh-ed25519/.test(text));
    const modes = [live, join(folder, `${fileName(one)}.yaml`)].map((path) => statSync(path).mode & 0o777);
    assert.deepEqual(modes, [0o644, 0o644]);
    const { kernel, distribution, date, tools } = readRecording(text).provenance;
    assert.match(
      `${kernel}, ${distribution}, ${date}, ${tools['iproute2']}`,
      /^Linux \d.*, \w.*, 20\d\d-\d\d-\d\d, ip utility/,
    );
  });
});
