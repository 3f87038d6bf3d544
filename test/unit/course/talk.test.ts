import assert from 'node:assert/strict';
import { readNotebookJson, slideType, textOf, type NotebookJson } from '../../../lib/src/course/notebook.js';
import { compose } from '../../../lib/src/course/talk/compose.js';
import { deck } from '../../../lib/src/course/deck.js';
import { parseTalk } from '../../../lib/src/course/talk/format.js';
import { composeTalk, talkFile, talks } from '../../../lib/src/course/talk/talks.js';
import { chapter, chapters } from '../../../lib/src/lab/chapters.js';

const text = `title: A <b>small</b> *talk*
parts:
  - part: One
    minutes: 4
    slides:
      - text: hello
        covers: [a]
      - chapter: veth
        take: [Pull one end out]
items:
  a: says hello
`;

describe('a talk', () => {
  let veth: NotebookJson;
  const make = (of: string): NotebookJson => compose(parseTalk(of, 't.yaml'), { chapters: new Map([['veth', veth]]) });

  before(async () => {
    veth = await readNotebookJson(chapter('veth').notebook);
  });

  it('takes a heading’s cells, their notes and outputs with them, up to the next heading of its level', () => {
    const { cells } = make(text);
    const sources = veth.cells.map(({ source }) => source);
    const from = veth.cells.findIndex(({ id }) => id === 'c97cb3bf');
    const to = veth.cells.findIndex(({ id }) => id === '53543370');
    const numbers = (source: unknown): string => textOf(source as string).replace(/^## 3\. /, '## ');
    assert.deepEqual(
      cells.slice(1).map(({ source }) => numbers(source)),
      sources.slice(from, to).map(numbers),
    );
    assert.deepEqual(cells[3]!.outputs, veth.cells[from + 2]!.outputs);
    assert.equal(new Set(cells.map(({ id }) => id)).size, cells.length);
  });

  it('has its minutes and its items on its slides, and signs in its title are only signs', () => {
    const [first, second] = make(text).cells;
    assert.deepEqual(first!.metadata.slideshow, { slide_type: 'slide', data: { minutes: '4', covers: 'a' } });
    assert.deepEqual(second!.metadata.slideshow, { slide_type: 'subslide', data: {} });
    assert.match(String(first!.source), /^# A \\<b\\>small/);
  });

  it('takes cells by id, from one to another, and without some', () => {
    const some = text.replace('[Pull one end out]', '[1ade0223..4fcb0338]\n        without: [b4a24413]');
    const ids = (of: NotebookJson): unknown[] => of.cells.slice(1).map(({ source }) => source);
    assert.deepEqual(
      ids(make(some)),
      ['1ade0223', '1235d915', '4fcb0338'].map((id) => veth.cells.find((cell) => cell.id === id)!.source),
    );
  });

  it('leaves the page to be turned by its author’s texts, and by room: code goes on below what stands before it', () => {
    const some = text.replace('[Pull one end out]', '[fb17128b..1336efeb, cd8ae24e, 4b0cb596]');
    assert.deepEqual(
      make(some).cells.map(({ metadata }) => (metadata.slideshow as { slide_type: string } | undefined)?.slide_type),
      ['slide', 'subslide', undefined, 'subslide', undefined],
    );
  });

  it('has its note on each of its pages, but where a chapter’s own stands', () => {
    const some = text.replace('[Pull one end out]', '[fb17128b, cd8ae24e, 53543370]\n        note: said');
    const notes = make(some).cells.map(({ source, metadata }) =>
      (metadata.slideshow as { slide_type: string }).slide_type === 'notes' ? String(source).slice(0, 4) : '',
    );
    assert.deepEqual(notes, ['', '', 'said', '', 'said', '', '> **']);
  });

  it('shows of a folded cell only what it showed, and no number of a section', () => {
    const some = text.replace('[Pull one end out]', '[53543370, 4fd271ef]\n        folded: [4fd271ef]');
    const { cells } = make(some);
    assert.match(String(cells[1]!.source), /^## Which way\?/);
    assert.deepEqual(cells.at(-1)!.metadata.jupyter, { source_hidden: true });
    assert.ok((cells.at(-1)!.outputs as unknown[]).length > 0);
  });

  const wrong: readonly (readonly [what: string, of: string, says: RegExp])[] = [
    ['a heading that is not there', text.replace('end out', 'end ot'), /line 9: .*\nDid you mean "Pull one end out"\?/],
    [
      'an unknown key',
      text.replace('minutes', 'minute'),
      /line 4: there is no key "minute" here.\nDid you mean "minutes"/,
    ],
    ['an item that is none', text.replace('[a]', '[b]'), /line 7: there is no item b/],
    ['an item that is said twice', text.replace('[a]', '[a, a]'), /line 7: line 7 says that it covers a already/],
    ['an item that nobody says', text.replace('        covers: [a]\n', ''), /no slide covers a\./],
    [
      'a folded cell that is not taken',
      `${text.replace('[Pull one end out]', '[1ade0223]\n        folded: [1235d915]')}`,
      /line 10: 1235d915 is not among what is taken/,
    ],
    ['an alias', `${text}x: *a\n`, /line 12: a talk has no aliases/],
    ['no YAML', 'title: [', /line 1: this is no YAML/],
    ['a picture elsewhere', `${text}logo: ../x.svg\n`, /line 12: "logo" is the name of an svg/],
    ['no time', text.replace('4', '0'), /line 4: "minutes" is a number of minutes/],
  ];
  for (const [what, of, says] of wrong) {
    it(`says the line of ${what}`, () => {
      assert.notEqual(of, text);
      assert.throws(() => make(of), says);
    });
  }
});

describe('the talks', () => {
  it('are called as no chapter is', () => {
    const names = chapters().map(({ name }) => name);
    assert.deepEqual(
      talks().filter((name) => names.includes(name)),
      [],
    );
  });

  for (const name of talks()) {
    it(`${name}: all that it takes is in its chapters, and each item is said once`, async () => {
      const { talk, notebook } = await composeTalk(talkFile(name));
      assert.ok(notebook.cells.length > talk.parts.length);
    });

    it(`${name}: speaks to an audience, which has no numbered chapters, no cells and no notes before it`, async () => {
      const { cells } = (await composeTalk(talkFile(name))).notebook;
      const shown = cells.filter((cell) => cell.cell_type === 'markdown' && slideType(cell) !== 'notes');
      const lines = shown.flatMap(({ source }) => textOf(source).split('\n'));
      assert.deepEqual(
        lines.filter((line) => /\b(chapter|section) \d|\bcells?\b|\bthe notes\b/i.test(line)),
        [],
      );
    });

    it(`${name}: has an aim, a plan and an end, and notes for the speaker in each part`, async () => {
      const { talk } = await composeTalk(talkFile(name));
      const parts = talk.parts.map(({ part }) => part.toLowerCase());
      for (const part of ['aim', 'plan', 'end'])
        assert.ok(
          parts.some((one) => one.includes(part)),
          part,
        );
      assert.ok(talk.parts.every(({ slides }) => slides.some(({ note }) => note !== undefined)));
    });
  }

  it('are found by name or file, and what is neither talk nor chapter is told with the nearest', async () => {
    assert.equal((await deck('slides/talks/container-networking.yaml')).name, 'container-networking');
    assert.equal((await deck('01')).name, 'veth');
    await assert.rejects(
      deck('contaner-networking'),
      /no chapter and no talk called .*\nDid you mean "container-networking"\?/,
    );
    await assert.rejects(deck('x'.repeat(40)), /\nChapters: .*veth.*Talks: .*container-networking/);
  });
});
