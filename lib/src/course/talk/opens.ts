import type { ProgramCell } from './program.js';

/** A prepared point that a talk begins a section at. */
export interface OpensAt {
  readonly chapter: string;
  readonly point: string;
}

/**
 * The prepared points that the cells of a talk open the lab at, each once, in the order in which they come.
 * @example opensOf(programOf(talk, chapters)) // [{ chapter: 'veth', point: 'wired' }, ...]
 */
export function opensOf(program: readonly Pick<ProgramCell, 'source'>[]): readonly OpensAt[] {
  const all = program.flatMap(({ source }) => [...source.matchAll(/\blab\.open\('([\w-]+)', \{ at: '([\w-]+)' \}\)/g)]);
  const keys = new Map(all.map(([, chapter, point]) => [`${chapter} ${point}`, { chapter: chapter!, point: point! }]));
  return [...keys.values()];
}
