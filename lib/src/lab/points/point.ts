import { createHash } from 'node:crypto';
import type { NodeName } from '../../provider/nodes.js';

/**
 * A prepared point of a chapter: the state that a section begins with. It is data, so that a cell can show what was done,
 * and so that a change of it is seen.
 */
export interface Point {
  readonly name: string;
  /** What is there, in one sentence that goes on after "There already: ". */
  readonly what: string;
  /** The name of the point that this one goes on from; clean machines where none is given. */
  readonly from?: string;
  /** It holds a fault that the learner is to find: the page lists no commands of it. */
  readonly secret?: true;
  /** What is done, one after the other. */
  readonly steps: readonly Step[];
}

/** Commands on one machine. Of several lines, the first that fails ends all. */
export interface Step {
  readonly on: NodeName;
  readonly run: string;
}

/** The points that lead from clean machines to one, in their order. */
export function lineage(points: readonly Point[], name: string): readonly Point[] {
  const point = points.find((one) => one.name === name);
  if (point === undefined) return [];
  // Only what stands above can be gone on from: there is no way round in circles.
  const above = points.slice(0, points.indexOf(point));
  return [...(point.from === undefined ? [] : lineage(above, point.from)), point];
}

/**
 * What the page lists of a way to a point: what was typed, without what the learner is to find.
 * @example told(wayTo('bridge', 'cut-off')).length
 */
export function told(way: readonly Point[]): readonly Step[] {
  return way.filter(({ secret }) => !secret).flatMap(({ steps }) => steps);
}

/** What tells a point's state from what it was when its definition was another one. */
export function hashOf(line: readonly Point[]): string {
  const text = JSON.stringify(line.map(({ name, steps }) => [name, steps.map(({ on, run }) => [on, run])]));
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
