import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { progressOf } from '../../../lib/src/course/chapter-progress.js';
import { chapterOfKernel } from '../../../lib/src/course/keep-progress.js';
import { changeProgress, progressFile, readProgress } from '../../../lib/src/course/progress-file.js';
import { checkout } from '../../../lib/src/paths.js';
import { code, markdown, writeNotebook } from '../../notebooks/make-notebook.js';

describe('progress', () => {
  const home = process.env.NETDIVE_HOME;
  let folder: string;
  const told: string[] = [];
  const tell = (sentence: string): void => void told.push(sentence);
  const add = (claim: string): Promise<void> =>
    changeProgress((now) => ({ veth: { claims: [...(now['veth']?.claims ?? []), claim], predictions: [] } }), tell);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'progress-'));
    process.env.NETDIVE_HOME = join(folder, 'home');
    told.length = 0;
  });
  afterEach(() => {
    if (home === undefined) delete process.env.NETDIVE_HOME;
    else process.env.NETDIVE_HOME = home;
    rmSync(folder, { recursive: true });
  });

  it('is kept for its owner only, and changes made at once are all kept', async () => {
    assert.deepEqual(readProgress(tell), {});
    await Promise.all(['a', 'b', 'c'].map(add));
    assert.deepEqual([...readProgress(tell)['veth']!.claims].sort(), ['a', 'b', 'c']);
    assert.equal(statSync(progressFile()).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(process.env.NETDIVE_HOME!), ['progress.json']);
  });

  it('sets a file aside that is damaged or a stranger’s, says so, and begins anew', async () => {
    await add('a');
    for (const text of [
      '{"version":1,"chap',
      '[]',
      '{"version":1,"chapters":{"../x":{"claims":[],"predictions":[]}}}',
    ]) {
      writeFileSync(progressFile(), text);
      assert.deepEqual(readProgress(tell), {});
      const [, aside] = /is kept: (.*)$/.exec(told.pop() ?? '') ?? [];
      assert.equal(readFileSync(aside ?? '', 'utf8'), text);
      await add('a');
    }
    assert.deepEqual(told, []);
  });

  it('counts the claims, exercises and predictions that the chapter has now', async () => {
    const notebook = join(folder, '01-veth.ipynb');
    writeNotebook(notebook, [
      code("predict('ttl', 64);"),
      code("check('it\\'s up',\n  () => true); check(`down`, () => true);"),
      code('', undefined, [], { tags: ['exercise'], netdive: { exercise: 'a', hints: [] } }),
      code('await 1;', undefined, [], { tags: ['solution'] }),
      code('check("reached", () => true);'),
      markdown('## The end'),
      code("check('nothing is left', () => true);"),
    ]);
    const chapter = { number: '01', name: 'veth', notebook };
    const claims = ["it's up", 'down', 'nothing is left', 'of an older edition'];
    assert.deepEqual(await progressOf(chapter, { claims, predictions: ['ttl'] }), {
      number: '01',
      chapter: 'veth',
      state: 'open',
      exercises: { done: 0, all: 1 },
      checks: { done: 3, all: 4 },
      predictions: { done: 1, all: 1 },
    });
    const solved = await progressOf(chapter, { claims: [...claims, 'reached'], predictions: [] });
    assert.deepEqual([solved.state, solved.exercises.done], ['done', 1]);
    assert.equal((await progressOf(chapter)).state, 'not begun');
  });

  it('is of the learner’s copies, and of no other notebook', () => {
    const at = (...path: string[]): string | undefined => chapterOfKernel(join(checkout, 'notebooks', ...path));
    assert.equal(at('mine', '01-veth.ipynb'), 'veth');
    assert.equal(at('01-veth.ipynb'), undefined);
    assert.equal(at('mine', '01-veth.until-2026.ipynb'), undefined);
    assert.equal(at('mine', 'mine', '01-veth.ipynb'), undefined);
    assert.equal(chapterOfKernel('01-veth.ipynb'), undefined);
  });

  it('is none of a replay: what machines said to somebody else proves nothing of the learner', () => {
    const copy = join(checkout, 'notebooks', 'mine', '01-veth.ipynb');
    process.env.NETDIVE_REPLAY = 'notebooks/recordings';
    const during = chapterOfKernel(copy);
    delete process.env.NETDIVE_REPLAY;
    assert.deepEqual([during, chapterOfKernel(copy)], [undefined, 'veth']);
  });
});
