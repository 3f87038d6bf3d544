import { html, oneLine, trusted, visible } from './escape.js';
import { day, type Recorded } from './replay.js';
import { pageStyle } from './theme.js';
import type { View } from './view.js';

const style = trusted(
  `<style>${pageStyle}.nd-recorded{padding:6px 14px;border-left:4px solid var(--nd-bad);background:var(--nd-panel)}` +
    '.nd-recorded pre{white-space:pre-wrap;color:inherit;background:none}</style>',
);

/**
 * The banner over what was recorded of a cell that has failed on a stage.
 * @param from where the recording comes from; undefined where that was not kept
 * @param said what the cell printed when it failed; its first line says what happened
 * @example recordedView(recordingOf(chapter('veth')).provenance, 'LabError: The lab is not open.').text
 */
export function recordedView(from: Omit<Recorded, 'chapter'> | undefined, said: string): View {
  const recording =
    from === undefined
      ? 'What follows is what this showed when its chapter was run last.'
      : `This is the recording of ${day(from.date)} (${from.kernel}, ${from.distribution}).`;
  const [first = '', ...more] = said.trim().split('\n');
  const happened = first === '' ? 'it failed without a word' : oneLine(first);
  return {
    text: `${visible(recording)} What happened here: ${happened}`,
    html: html`<div class="nd nd-recorded" role="status">
      ${style}<b>${recording}</b> What happened here: ${happened}
      ${
        more.length > 0 &&
        html`<details>
          <summary>All of it</summary>
          <pre>${more.join('\n')}</pre>
        </details>`
      }
    </div>`.toString(),
  };
}
