import { courseKernel } from '../../kernel/kernelspec.js';
import { type CellJson, type NotebookJson, slideType, textOf } from '../notebook.js';
import { fault } from './fault.js';
import { checkItems } from './items.js';
import { comingFrom } from './origin.js';
import { takenCells } from './taken.js';
import type { Talk, TalkSlide, Taken } from './talk.js';

/** What a talk is made of besides its file. */
export interface Ingredients {
  /** The notebooks of the chapters that the talk takes from, each by the name that the talk gives it. */
  readonly chapters: ReadonlyMap<string, NotebookJson>;
  /** The picture of the title slide. */
  readonly logo?: { readonly mime: string; readonly base64: string } | undefined;
}

/**
 * Makes a notebook of a talk: its slides' own Markdown and the cells that they take from chapters, in the talk's order. A part is
 * a column: its first slide is a slide, the others are below it. Pure. Throws where a heading, a cell or an item is not there.
 * @example compose(parseTalk(text, file), { chapters: new Map([['veth', await readNotebookJson(path)]]) })
 */
export function compose(talk: Talk, { chapters, logo }: Ingredients): NotebookJson {
  checkItems(talk);
  const cells: CellJson[] = [];
  for (const { minutes, slides } of talk.parts) {
    for (const [index, slide] of slides.entries()) {
      const own = slide.text === undefined ? [] : [markdown(slide.text)];
      const taken = slide.taken === undefined ? [] : cellsOf(talk, slide.taken, chapters);
      const [first, ...more] = [...own, ...taken];
      if (first === undefined || isNotes(first)) throw fault(talk.file, slide.line, 'nothing is left on it.');
      const data = { ...(index === 0 ? { minutes: `${minutes}` } : {}), ...coveredBy(slide) };
      const note = slide.note === undefined ? [] : [marked(markdown(slide.note), 'notes')];
      // What was taken goes on below the slide's own text.
      const below = more
        .map((cell, place) => following(cell, own.length > 0 && place === 0))
        // A speaker who turns the page goes on with the same note.
        .flatMap((cell, place) =>
          slideType(cell) !== 'subslide' || isNotes(more[place + 1]) ? [cell] : [cell, ...note],
        );
      cells.push(marked(first, index === 0 ? 'slide' : 'subslide', data), ...note, ...below);
    }
  }
  cells[0] = titleCell(talk, cells[0]!, logo);
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: courseKernel },
    // Cells of two chapters may have the same id.
    cells: cells.map((cell, index) => ({ ...cell, id: `talk-${index + 1}` })),
  };
}

/** The cells that a slide takes of a chapter, each with where it comes from. */
function cellsOf(talk: Talk, taken: Taken, chapters: Ingredients['chapters']): CellJson[] {
  const { value } = taken.chapter;
  return takenCells(talk, taken, chapters).map(({ index, folded }) => {
    const cell = chapters.get(value)!.cells[index]!;
    return comingFrom(folded ? withoutCode(cell) : withoutNumbers(cell), { chapter: value, cell: cell.id ?? '' });
  });
}

/** The first slide says who speaks about what. Neither is Markdown: signs in them are only signs. */
function titleCell({ title, speaker }: Talk, first: CellJson, logo: Ingredients['logo']): CellJson {
  const plain = (text: string): string => text.replace(/[!-/:-@[-`{-~]/g, '\\$&');
  const lines = [
    logo === undefined ? '' : '![](attachment:logo)',
    `# ${plain(title)}`,
    textOf(first.source),
    speaker === undefined ? '' : plain(speaker),
  ];
  return {
    ...first,
    source: lines.filter((line) => line !== '').join('\n\n'),
    metadata: { ...first.metadata, tags: ['title'] },
    ...(logo === undefined ? {} : { attachments: { logo: { [logo.mime]: logo.base64 } } }),
  };
}

const coveredBy = ({ covers }: TalkSlide): { readonly covers?: string } =>
  covers.length === 0 ? {} : { covers: covers.map(({ value }) => value).join(' ') };

const markdown = (source: string): CellJson => ({ cell_type: 'markdown', source, metadata: {} });

const withoutCode = (cell: CellJson): CellJson => ({
  ...cell,
  metadata: { ...cell.metadata, jupyter: { source_hidden: true } },
});

/** The number of a section means something in its chapter only, and that of a chapter, in brackets, in the course only. */
function withoutNumbers(cell: CellJson): CellJson {
  const source = textOf(cell.source);
  const plain = source.replace(/^(#+ +)\d+\.\s+/gm, '$1').replace(/ \((?:chapter|section) \d+\)/g, '');
  return cell.cell_type !== 'markdown' || plain === source ? cell : { ...cell, source: plain };
}

const isNotes = (cell: CellJson | undefined): boolean => cell !== undefined && slideType(cell) === 'notes';

/** `data` becomes attributes of the slide: `data-minutes`. */
const marked = (cell: CellJson, slide_type: string, data: object = {}): CellJson => ({
  ...cell,
  metadata: { ...cell.metadata, slideshow: { slide_type, data } },
});

/**
 * A taken cell that is not the first on its slide. A text that begins a slide in its chapter does so here. Code goes on below what
 * stands before it: where there is no room, the slides themselves turn the page.
 */
function following(cell: CellJson, joined: boolean): CellJson {
  const type = slideType(cell);
  if (type !== 'slide' && type !== 'subslide') return cell;
  if (cell.cell_type === 'markdown' && !joined) return marked(cell, 'subslide');
  const rest = Object.entries(cell.metadata).filter(([key]) => key !== 'slideshow');
  return { ...cell, metadata: Object.fromEntries(rest) };
}
