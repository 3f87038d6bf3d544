import { NetdiveError } from '../../errors.js';
import { didYouMean } from '../../nearest.js';
import { fault } from './fault.js';
import type { Placed, Talk } from './talk.js';

/** Throws where an item of a talk is said by no slide or by two, or a slide says one that is no item. */
export function checkItems({ file, parts, items }: Talk): void {
  const ids = items.map(({ value }) => value);
  const said = new Map<string, Placed>();
  for (const item of parts.flatMap(({ slides }) => slides).flatMap(({ covers }) => covers)) {
    const { value, line } = item;
    const before = said.get(value);
    if (!ids.includes(value)) throw fault(file, line, `there is no item ${value}.`, didYouMean(value, ids));
    if (before !== undefined) throw fault(file, line, `line ${before.line} says that it covers ${value} already.`);
    said.set(value, item);
  }
  const unsaid = ids.filter((id) => !said.has(id));
  if (unsaid.length > 0) throw new NetdiveError(`${file}: no slide covers ${unsaid.join(', ')}.`);
}
