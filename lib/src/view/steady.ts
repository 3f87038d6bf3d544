import type { PingLoss } from '../parse/ping-loss.js';
import { html, trusted } from './escape.js';
import { fonts, pageStyle } from './theme.js';
import type { View } from './view.js';

/** So many requests in a row of the drawing; of more than ten rows the middle is left out. */
const IN_A_ROW = 60;
const MOST_ROWS = 10;

const style = trusted(
  `<style>${pageStyle}` +
    '.nd-steady{border:1px solid var(--nd-line);border-radius:8px;padding:8px 14px;max-width:60em}' +
    `.nd.nd-steady pre.nd-strip.nd-strip{margin:4px 0 0;width:auto;box-shadow:none;text-align:left;padding:0;background:none;color:var(--nd-good);font-family:${fonts.code};line-height:1.3;letter-spacing:.06em}` +
    '.nd-steady .nd-lost{color:var(--nd-bad);font-weight:700}' +
    '</style>',
);

/**
 * Steady pings, a sign for each: answered or lost.
 * @example steadyView(countPings(log, 1, 40)).text // '40 sent, 38 answered, 2 lost; longest time without an answer: 310 ms\n●●●○○●...'
 */
export function steadyView(loss: PingLoss): View {
  const { sent, received, lost, longestGap, recovered } = loss;
  const silence = `longest time without an answer: ${longestGap.toLocaleString('en')} ms`;
  const end = recovered || sent === 0 ? '' : ', and none at the end';
  const said = `${sent} sent, ${received} answered, ${lost} lost; ${silence}${end}`;
  const rows = rowsOf(loss);
  const drawn = rows.map((row, i) => [
    i === 0 ? '' : '\n',
    ...(row.match(/○+|[^○]+/g) ?? []).map((run) =>
      run.startsWith('○') ? html`<span class="nd-lost">${run}</span>` : run,
    ),
  ]);
  return {
    text: [said, ...rows].join('\n'),
    html: html`<div class="nd nd-steady">
      ${style}
      <div>${said}</div>
      <pre class="nd-strip" role="img" aria-label="${said}">${drawn}</pre>
    </div>`.toString(),
  };
}

/** ● answered, ○ lost, in the order they were sent. */
function rowsOf({ first, sent, replies }: PingLoss): string[] {
  const answered = new Set(replies.map(({ seq }) => seq));
  const signs = Array.from({ length: sent }, (_, i) => (answered.has(first + i) ? '●' : '○')).join('');
  const rows = signs.match(new RegExp(`.{1,${IN_A_ROW}}`, 'g')) ?? [];
  if (rows.length <= MOST_ROWS) return rows;
  const half = MOST_ROWS / 2;
  return [...rows.slice(0, half), `... ${rows.length - MOST_ROWS} rows more ...`, ...rows.slice(-half)];
}
