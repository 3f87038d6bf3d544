import { answerText, verdictStyle } from './check.js';
import { html, visible } from './escape.js';
import type { View } from './view.js';

/** An answer given before the run, and the kernel's where it is known. */
export interface Prediction {
  readonly what: string;
  readonly answer: unknown;
  /** What was seen in the end. */
  readonly actual?: unknown;
  /** Whether the answer was right, where that is known. */
  readonly holds?: boolean;
}

/**
 * What was predicted, and the verdict once there is one.
 * @example predictionView({ what: 'ttl', answer: 64 }).text // '? ttl: you say 64'
 */
export function predictionView({ what, answer, actual, holds }: Prediction): View {
  const state = holds === undefined ? 'open' : holds ? 'holds' : 'fails';
  const sign = { open: '?', holds: '✔', fails: '✘' }[state];
  const word = { open: 'predicted', holds: 'as predicted', fails: 'not as predicted' }[state];
  const given = answer === undefined || answer === '' ? 'nothing yet' : answerText(answer);
  const said = holds === undefined ? `you say ${given}` : `you said ${given}`;
  const seen = actual === undefined ? '' : `, it is ${answerText(actual)}`;
  return {
    text: visible(`${sign} ${what}: ${said}${seen}`),
    html: html`<div class="nd nd-verdict nd-${state}" role="status">
      ${verdictStyle}<span class="nd-sign" aria-hidden="true">${sign}</span>
      <div><b class="nd-word">${word}</b> ${what}: ${said}${seen}</div>
    </div>`.toString(),
  };
}
