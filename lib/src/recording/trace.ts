import type { Exchange, Moment } from './recording.js';

/** One thing that happened in a cell’s run, by its cell or by a machine. */
export interface Step {
  readonly at: number;
  readonly by: 'cell' | 'machine';
  /** The place of its exchange among the cell’s. */
  readonly exchange: number;
  readonly what: 'asked' | 'answered' | Moment['what'];
  readonly text?: string;
}

/** All that happened in a cell’s run, by time. */
export function stepsOf(exchanges: readonly Exchange[]): Step[] {
  return exchanges
    .flatMap(({ at, until, moments = [] }, exchange): Step[] => [
      { at, by: 'cell', exchange, what: 'asked' },
      { at: until, by: 'machine', exchange, what: 'answered' },
      ...moments.map((moment): Step => ({ ...moment, exchange, by: BY_CELL.has(moment.what) ? 'cell' : 'machine' })),
    ])
    .sort((a, b) => a.at - b.at);
}

const BY_CELL: ReadonlySet<Moment['what']> = new Set(['stdin', 'end', 'stop']);
