import * as z from 'zod';
import { NetdiveError } from '../errors.js';
import type { Exchange, Provenance, RecordedCell, Recording } from './recording.js';

const waits = z.array(z.number().nullable());
const line = z.object({ cell: z.string(), code: z.string(), exchanges: z.array(z.unknown()), waits });

/**
 * A recording of a run.
 * @param log what the recorder kept: a line of JSON for each cell that asked something
 * @param ran all cells that ran, in their order
 * @throws NetdiveError where the log has a cell that is none of them, or an exchange that was not answered
 */
export function composed(
  log: string,
  ran: readonly Omit<RecordedCell, 'exchanges' | 'waits'>[],
  provenance: Provenance,
): Recording {
  const kept = new Map(
    log
      .split('\n')
      .filter(Boolean)
      .map((text) => line.parse(JSON.parse(text)))
      .map(({ cell, exchanges, waits }) => [
        cell,
        { exchanges: exchanges as Exchange[], ...(waits.length > 0 && { waits }) },
      ]),
  );
  const strangers = [...kept.keys()].filter((cell) => !ran.some((one) => one.cell === cell));
  if (strangers.length > 0)
    throw new NetdiveError(`The recording has cells that the notebook has not: ${strangers.join(', ')}.`);
  const cells = ran.map((cell) => ({ ...cell, ...(kept.get(cell.cell) ?? { exchanges: [] }) }));
  for (const { begins, exchanges } of cells) {
    const open = exchanges.find(({ until }) => until === null);
    if (open)
      throw new NetdiveError(
        `The cell \`${begins}\` ended before \`${open.asked}\` was answered: that cannot be replayed.`,
      );
  }
  return {
    provenance,
    cells: cells.map(({ exchanges, ...cell }) => ({
      ...cell,
      exchanges: exchanges.map(({ moments = [], ...one }) => ({ ...one, ...(moments.length > 0 && { moments }) })),
    })),
  };
}
