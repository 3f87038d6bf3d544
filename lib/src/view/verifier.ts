import type { VerifierLog, VerifierStep } from '../parse/verifier-log.js';
import { html, oneLine, trusted } from './escape.js';
import { fonts, pageStyle } from './theme.js';
import type { View } from './view.js';

/** Of a program with more steps the last are shown: they are those that led to the no. */
const MOST_STEPS = 24;

const style = trusted(
  `<style>${pageStyle}` +
    '.nd-verifier{border:1px solid var(--nd-line);border-radius:8px;overflow:hidden;max-width:60em}' +
    '.nd-verifier .nd-head{padding:4px 14px;border-bottom:1px solid var(--nd-line);font-weight:600}' +
    `.nd.nd-verifier ol.nd-log{list-style:none;margin:0;padding:8px 14px;font-family:${fonts.code};font-size:.93em;line-height:1.5;overflow-wrap:anywhere}` +
    '.nd-verifier li{margin:0;white-space:pre-wrap}' +
    '.nd-verifier .nd-source{font-weight:600;margin-top:4px}' +
    '.nd-verifier .nd-number{color:var(--nd-muted);font-weight:400;user-select:none}' +
    '.nd-verifier .nd-step{color:var(--nd-muted);padding-left:5ch}' +
    '.nd-verifier .nd-no{color:var(--nd-bad);font-weight:700;padding-left:3ch}' +
    '</style>',
);

/** A line of the view. */
interface Line {
  readonly is: 'source' | 'step' | 'refused step' | 'no' | 'note';
  readonly number?: string;
  readonly text: string;
}

/**
 * What the verifier went through, under the lines of C that it was made of; where it said no, a sign and its words.
 * @example verifierView(parseVerifierLog(stderr)!).text
 */
export function verifierView(log: VerifierLog): View {
  const lines = linesOf(log);
  const head = headOf(log);
  return {
    text: [head, ...lines.map(textOf)].join('\n'),
    html: html`<div class="nd nd-verifier">
      ${style}
      <div class="nd-head">${head}</div>
      <ol class="nd-log">
        ${lines.map(markupOf)}
      </ol>
    </div>`.toString(),
  };
}

function headOf({ program, refused, processed }: VerifierLog): string {
  const of = program === '' ? 'the program' : oneLine(program);
  return refused === undefined
    ? `${of}: the verifier went through ${processed} instructions, and agrees`
    : `${of}: refused after ${processed} instructions`;
}

function linesOf({ steps, refused }: VerifierLog): Line[] {
  const shown = steps.slice(-MOST_STEPS);
  const left = steps.length - shown.length;
  const lines: Line[] = left > 0 ? [{ is: 'note', text: `… ${left} instructions before` }] : [];
  let before: VerifierStep | undefined;
  for (const step of shown) {
    if (step.source !== '' && (step.line !== before?.line || step.source !== before.source))
      lines.push({ is: 'source', number: step.line === 0 ? '' : String(step.line), text: oneLine(step.source) });
    const known = step.known === '' ? '' : `   ; ${step.known}`;
    const last = refused !== undefined && step === refused.at;
    lines.push({ is: last ? 'refused step' : 'step', text: oneLine(`${step.instruction}: ${step.does}${known}`) });
    before = step;
  }
  return [...lines, ...(refused?.says ?? []).map((says): Line => ({ is: 'no', text: oneLine(says) }))];
}

function textOf({ is, number = '', text }: Line): string {
  if (is === 'source') return `${number.padStart(3)}  ${text}`;
  if (is === 'no') return `  ✘  ${text}`;
  return is === 'refused step' ? `   → ${text}` : `     ${text}`;
}

function markupOf({ is, number = '', text }: Line) {
  if (is === 'source')
    return html`<li class="nd-source"><span class="nd-number">${number.padStart(3)} </span>${text}</li>`;
  if (is === 'no') return html`<li class="nd-no">✘ ${text}</li>`;
  return html`<li class="nd-step">${is === 'refused step' ? '→ ' : ''}${text}</li>`;
}
