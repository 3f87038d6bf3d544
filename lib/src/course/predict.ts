import { isDeepStrictEqual } from 'node:util';
import { answerText } from '../view/check.js';
import { predictionView } from '../view/prediction.js';
import { display, show } from '../kernel/display.js';
import { keepProved } from './keep-progress.js';
import { giveVerdict } from './verdict.js';

const predictions = new Map<string, unknown>();

const unanswered = 'Write your prediction first, and run the cell.';

/**
 * Writes down what you expect, before the run that shows it. `outcome` with the same words tells whether you were right.
 * @example predict('ttl', 64);
 */
export function predict(what: string, answer: unknown): void {
  if (answer === undefined) {
    predictions.delete(what);
    show(`? ${what}: ${unanswered}`);
    return;
  }
  predictions.set(what, answer);
  keepProved({ predictions: [what] });
  display(predictionView({ what, answer }));
}

/**
 * What really came out, for an earlier `predict` with the same words. A wrong prediction does not stop the page.
 * @example outcome('ttl', ping.ttl);
 */
export function outcome(what: string, actual: unknown): void {
  const answer = predictions.get(what);
  const holds = answer !== undefined && same(answer, actual);
  const known = answer === undefined ? { hint: unanswered, open: true } : {};
  // A prediction that nobody made is open, not wrong.
  const view = predictionView({ what, answer, actual, ...(answer === undefined ? {} : { holds }) });
  giveVerdict({ kind: 'prediction', claim: `${what}: ${answerText(actual)}`, holds, ...known }, () => view);
}

/** A person's answer: '64' is 64, and spaces and capitals don't matter. */
function same(answer: unknown, actual: unknown): boolean {
  if (isDeepStrictEqual(answer, actual)) return true;
  if (typeof answer === 'object' || typeof actual === 'object') return isDeepStrictEqual(plain(answer), plain(actual));
  return words(answer) === words(actual);
}

function words(value: unknown): string {
  return String(value).trim().replace(/\s+/g, ' ').toLowerCase();
}

/** Without hidden properties, such as the tag that rows carry. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value) ?? 'null');
}
