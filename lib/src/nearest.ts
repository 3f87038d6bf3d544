import { closestMatch } from 'leven';

/** What was probably meant, as a sentence: the candidate that differs in the fewest letters, where one is near enough. */
export function didYouMean(wanted: string, candidates: readonly string[]): string | undefined {
  const maxDistance = Math.max(2, Math.floor(wanted.length / 3));
  const found = closestMatch(wanted, [...candidates], { maxDistance });
  return found === undefined ? undefined : `Did you mean ${JSON.stringify(found)}?`;
}
