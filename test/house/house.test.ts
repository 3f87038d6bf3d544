import assert from 'node:assert/strict';
import { execa } from 'execa';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cellsToRun } from '../../lib/src/course/exercise.js';
import { readNotebook, type NotebookCell } from '../../lib/src/course/notebook.js';
import { misfits } from '../../lib/src/course/recorded-cells.js';
import { chapters, fileName } from '../../lib/src/lab/chapters.js';
import { recordingOf } from '../../lib/src/lab/recording-of.js';
import { checkout } from '../../lib/src/paths.js';
import { breaksFile, type Break } from '../notebooks/breaks.js';
import { claims } from '../notebooks/proofs.js';

const run = (program: string, ...args: string[]) =>
  execa(program, args, { cwd: checkout, reject: false, all: true, stdin: 'ignore' });
const node = (...args: string[]) => run(process.execPath, ...args);
const tracked = async (): Promise<string[]> => (await run('git', 'ls-files')).stdout.split('\n').filter(Boolean);

describe('the house', function () {
  this.timeout(240_000);

  it('is as the linter wants it', async () => {
    const { exitCode, all } = await node('node_modules/eslint/bin/eslint.js', '--config', '.config/eslint.mjs', '.');
    assert.equal(exitCode, 0, all);
  });

  it('is as the formatter writes it', async () => {
    const { exitCode, all } = await node('node_modules/prettier/bin/prettier.cjs', '--check', '.');
    assert.equal(exitCode, 0, all);
  });

  it('has tests that the compiler accepts', async () => {
    const { exitCode, all } = await node('node_modules/typescript/bin/tsc', '-p', 'test');
    assert.equal(exitCode, 0, all);
  });

  it('has declarations that the kernel’s old compiler reads without a silent `any`', async () => {
    const options = ['--noEmit', '--moduleResolution', 'node10', '--module', 'esnext', '--target', 'es2022'];
    const { all } = await node(
      'node_modules/@tslab/typescript-for-tslab/bin/tsc',
      ...options,
      ...['--lib', 'es2022', '--types', 'node', 'lib/dist/index.d.ts'],
    );
    assert.deepEqual(
      all.split('\n').filter((line) => line.startsWith('lib/dist')),
      [],
    );
  });

  it('has a lock file without download addresses, and names no computer or registry', async () => {
    assert.doesNotMatch(readFileSync(join(checkout, 'package-lock.json'), 'utf8'), /"resolved": "http/);
    const secrets = new RegExp(
      ['registry\\.npm', 'deb\\.debian', 'files\\.pytho', '(?<![\\w.])/(work|root/\\.)/'].join('|'),
    );
    const texts = (await tracked()).filter((file) => /\.(ts|mjs|py|md|json|sh|list|ipynb|css|js|j2)$/.test(file));
    const naming = texts.filter(
      (file) => !file.startsWith('test/house/') && secrets.test(readFileSync(join(checkout, file), 'utf8')),
    );
    assert.deepEqual(naming, []);
  });

  it('has nothing at its top beside what belongs there', async () => {
    const top = new Set((await tracked()).map((file) => file.split('/')[0]!).filter((name) => !name.startsWith('.')));
    const given = ['package.json', 'notebooks', 'lib', 'vagrant', 'slides', 'test', 'README.md'];
    assert.deepEqual(
      [...top].filter((name) => ![...given, 'package-lock.json', 'LICENSE'].includes(name)),
      [],
    );
  });
});

describe('the README', () => {
  const readme = readFileSync(join(checkout, 'README.md'), 'utf8');
  const commands = [...readme.matchAll(/^```sh\n([^]*?)^```/gm)].flatMap(([, block]) => block!.trim().split('\n'));

  const verbsThereAre = async (): Promise<readonly string[]> => {
    const { stdout } = await node('lib/bootstrap.mjs', '--help');
    return [...stdout.matchAll(/^ {2}(\w+)/gm)].map(([, verb]) => verb!);
  };

  it('has only commands that there are', async () => {
    const verbs = await verbsThereAre();
    const scripts = Object.keys(
      (JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as { scripts: object }).scripts,
    );
    const strangers = commands.filter((line) => {
      const [program, first, second] = line.replace(/ +#.*$/, '').split(' ');
      if (program === 'npx') return first !== 'netdive' || !verbs.includes(second!);
      if (program === 'npm') return !scripts.includes(first === 'run' ? second! : first!);
      return !/^(git clone|cd netdive|sudo apt-get install)/.test(line);
    });
    assert.ok(commands.length > 5);
    assert.deepEqual(strangers, []);
  });

  it('has every command that there is', async () => {
    const listed = commands.map((line) => /^npx netdive (\w+)/.exec(line)?.[1]);
    assert.deepEqual(
      (await verbsThereAre()).filter((verb) => verb !== 'help' && !listed.includes(verb)),
      [],
    );
  });

  it('has every chapter that there is, in order', () => {
    assert.deepEqual(
      [...readme.matchAll(/^\| (\d\d) \| \[([^\]]+)\]\(([^)]+)\) \|/gm)].map(([, ...row]) => row),
      chapters().map((one) => [one.number, one.name, `notebooks/${fileName(one)}.ipynb`]),
    );
  });

  it('shows pictures that are there', async () => {
    const pictures = [...readme.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, path]) => path!);
    assert.ok(pictures.length > 0);
    const files = await tracked();
    assert.deepEqual(
      pictures.filter((path) => !files.includes(path)),
      [],
    );
  });
});

describe('the chapters', () => {
  for (const chapter of chapters()) {
    const { name, notebook } = chapter;

    it(`${name} has short cells: a median of at most 3 lines, nine in ten within 8, none wider than a slide`, async () => {
      const sources = cellsToRun(await readNotebook(notebook), true).map(({ source }) => source.split('\n'));
      const lengths = sources
        .map((lines) => lines.filter((line) => /^\s*[^\s/]/.test(line)).length)
        .sort((a, b) => a - b);
      assert.ok(lengths[lengths.length >> 1]! <= 3, String(lengths));
      assert.ok(lengths[Math.floor(lengths.length * 0.9)]! <= 8, String(lengths));
      assert.deepEqual(
        sources.flat().filter((line) => line.length > 80),
        [],
      );
    });

    it(`${name} has what makes it a talk and a lesson`, async () => {
      const cells = await readNotebook(notebook);
      const lacking = whatAChapterHas.filter(([, has]) => !has(cells)).map(([what]) => what);
      assert.deepEqual(lacking, []);
    });

    it(`${name} has a recording that is of these cells`, async () => {
      assert.deepEqual(misfits(recordingOf(chapter), await readNotebook(notebook)), []);
    });

    it(`${name} says of every check how to break it`, async () => {
      const table = breaksFile(chapter);
      assert.ok(existsSync(table), `${table} says how each check is broken`);
      const { breaks } = (await import(pathToFileURL(table).href)) as { breaks: readonly Break[] };
      assert.deepEqual(breaks.map(({ claim }) => claim).sort(), claims(await readNotebook(notebook)).sort());
    });
  }
});

/** What every chapter has. */
const whatAChapterHas: readonly (readonly [what: string, has: (cells: readonly NotebookCell[]) => boolean])[] = [
  ['four slides or more', (cells) => cells.filter((cell) => slideType(cell) === 'slide').length >= 4],
  ['notes for the speaker', (cells) => cells.some((cell) => slideType(cell) === 'notes')],
  ['two sections or more, each from its lab.open(', (cells) => codeOf(cells).split('lab.open(').length > 2],
  ...['predict(', 'outcome(', 'check(', 'lab.topology('].map(
    (words) => [words, (cells: readonly NotebookCell[]) => codeOf(cells).includes(words)] as const,
  ),
  ...['exercise', 'solution'].map(
    (tag) =>
      [
        `a cell tagged ${tag}`,
        (cells: readonly NotebookCell[]) => cells.some(({ tags }) => tags.includes(tag)),
      ] as const,
  ),
  [
    'the outputs of most of its cells',
    (cells) => {
      const run = cells.filter(({ type, tags }) => type === 'code' && !tags.includes('exercise'));
      return run.filter(({ outputs }) => outputs.length > 0).length > run.length / 2;
    },
  ],
];

const slideType = ({ metadata }: NotebookCell): string | undefined =>
  (metadata.slideshow as { slide_type?: string } | undefined)?.slide_type;
const codeOf = (cells: readonly NotebookCell[]): string =>
  cells
    .filter(({ type }) => type === 'code')
    .map(({ source }) => source)
    .join('\n');
