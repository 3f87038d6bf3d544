import { LabError } from '../../errors.js';
import { didYouMean } from '../../nearest.js';
import { type Chapter, chapter, chapters, findChapter } from '../chapters.js';
import { type KeptPoint, chaptersWith, wayTo } from './points.js';

/** A lab that is made before somebody comes: a chapter's machines, and how far they are. */
export interface Prepared {
  /** How it is asked for: `flannel`, `veth:wired`. */
  readonly name: string;
  readonly chapter: Chapter;
  /** The points to it from clean machines; none where the machines are clean. */
  readonly way: readonly KeptPoint[];
}

/** The labs that have a name of their own, each at the point where its subject is whole and runs. */
const LABS: Readonly<Record<string, readonly [chapter: string, point: string]>> = {
  pause: ['pause', 'pod'],
  ipvs: ['ipvs', 'kube-proxy'],
  flannel: ['flannel', 'vxlan'],
  bash: ['cni-bash', 'two-nodes'],
  ebpf: ['ebpf', 'routed'],
};

/** The names of the labs that have one of their own. */
export const LAB_NAMES: readonly string[] = Object.keys(LABS);

/**
 * The prepared lab of a name: one that has a name of its own; a chapter's name or number, which is its clean machines;
 * `CHAPTER:POINT`; or a point's name alone, where only one chapter has it.
 * @throws LabError that names those that there are
 * @example prepared('flannel').way.map(({ name }) => name) // ['machines', 'store', 'vxlan']
 */
export function prepared(wanted: string): Prepared {
  const [first = '', at] = wanted.split(':', 2);
  if (at !== undefined) return atPoint(chapter(Object.hasOwn(LABS, first) ? LABS[first]![0] : first), at, wanted);
  if (Object.hasOwn(LABS, wanted)) {
    const [name, point] = LABS[wanted]!;
    return atPoint(chapter(name), point, wanted);
  }
  const whole = findChapter(wanted);
  if (whole !== undefined) {
    // By its number, where its name is that of more than its clean machines.
    const name = Object.hasOwn(LABS, whole.name) ? whole.number : whole.name;
    return { name, chapter: whole, way: [] };
  }
  const having = chaptersWith(wanted);
  if (having.length === 1) return atPoint(chapter(having[0]!), wanted, `${having[0]!}:${wanted}`);
  if (having.length > 1) {
    throw new LabError(
      `Several chapters have a point called ${JSON.stringify(wanted)}.`,
      `Say which: ${having.map((name) => `${name}:${wanted}`).join(', ')}.`,
    );
  }
  const names = [...LAB_NAMES, ...chapters().map(({ name }) => name)];
  throw new LabError(
    `There is no prepared lab called ${JSON.stringify(wanted)}.`,
    didYouMean(wanted, names) ??
      `There are: ${[...new Set(names)].join(', ')}; and each chapter’s points, such as veth:wired.`,
  );
}

const atPoint = (chapter: Chapter, point: string, name: string): Prepared => ({
  name,
  chapter,
  way: wayTo(chapter.name, point),
});
