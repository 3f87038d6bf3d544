import { inspect } from 'node:util';
import { html, trusted, visible } from './escape.js';
import { pageStyle } from './theme.js';
import type { View } from './view.js';

/** What a check found. */
export interface Verdict {
  readonly claim: string;
  readonly holds: boolean;
  /** It does not hold yet, and is not expected to: an exercise that is to be solved. */
  readonly open?: boolean;
  /** Where to look, shown when the claim does not hold. */
  readonly hint?: string;
  /** What the learner said before, where they were asked. */
  readonly predicted?: unknown;
}

/**
 * A claim and whether it holds: a sign, a word and a colour.
 * @example checkView({ claim: 'no router was crossed', holds: true }).text // '✔ no router was crossed'
 */
export function checkView({ claim, holds, open = false, hint, predicted }: Verdict): View {
  const said = predicted === undefined ? undefined : `you predicted ${visible(answerText(predicted))}`;
  const help = holds ? undefined : hint;
  const state = holds ? 'holds' : open ? 'open' : 'fails';
  const sign = { holds: '✔', open: '○', fails: '✘' }[state];
  const word = { holds: 'holds', open: 'open', fails: 'does not hold' }[state];
  return {
    text: [
      `${sign} ${state === 'open' ? 'open: ' : ''}${visible(claim)}`,
      ...[help, said].filter((line) => line !== undefined).map((line) => `  ${visible(line).replaceAll('\n', '\n  ')}`),
    ].join('\n'),
    html: html`<div class="nd nd-verdict nd-${state}" role="status">
      ${verdictStyle}<span class="nd-sign" aria-hidden="true">${sign}</span>
      <div>
        <b class="nd-word">${word}</b>
        ${claim}${help !== undefined && html`<div class="nd-hint">${help}</div>`}${
          said !== undefined && html`<div class="nd-said">${said}</div>`
        }
      </div>
    </div>`.toString(),
  };
}

/**
 * An answer as a person writes it.
 * @example answerText(64) // '64'
 */
export function answerText(answer: unknown): string {
  return typeof answer === 'string' ? answer : inspect(answer);
}

/** The style that a verdict and a prediction share. */
export const verdictStyle: ReturnType<typeof trusted> = trusted(
  `<style>${pageStyle}` +
    '.nd-verdict{display:flex;gap:10px;align-items:flex-start;padding:7px 12px;border:1px solid var(--nd-line);border-left:4px solid var(--nd-tone);border-radius:6px;max-width:60em}' +
    '.nd-verdict.nd-holds{--nd-tone:var(--nd-good)}.nd-verdict.nd-fails{--nd-tone:var(--nd-bad)}.nd-verdict.nd-open{--nd-tone:var(--nd-muted)}' +
    '.nd-verdict .nd-sign{color:var(--nd-tone);font-weight:700;width:1.1em;text-align:center}' +
    '.nd-verdict .nd-word{color:var(--nd-tone);margin-right:.35em}' +
    '.nd-verdict .nd-hint{white-space:pre-wrap;margin-top:2px}.nd-verdict .nd-said{color:var(--nd-muted);margin-top:2px}' +
    '</style>',
);
