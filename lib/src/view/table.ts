import type { Tone } from './columns.js';
import { html, trusted, type Markup } from './escape.js';
import { gridOf, type Cell, type Grid, type GridOptions } from './grid.js';
import { tableText } from './tableText.js';
import { fonts, pageStyle } from './theme.js';
import type { View } from './view.js';

/** How to show a table. */
export interface TableOptions extends GridOptions {
  /** How many columns the terminal has: 100 unless told. */
  readonly width?: number;
}

/**
 * Rows as a table. Rows that know their kind get the columns people look for; other rows their first eight simple keys.
 * @example table(await node1.links(), { columns: ['ifname', 'mtu'] }).text
 */
export function table(rows: readonly object[], options: TableOptions = {}): View {
  const grid = gridOf(rows, options);
  return { text: tableText(grid, options.width ?? 100), html: page(grid).toString() };
}

const style = trusted(
  `<style>${pageStyle}` +
    '.nd-table{overflow:auto;max-height:36em;padding:4px 0}' +
    '.nd .nd-grid{border-collapse:collapse;margin:0;width:auto;font-size:.93em;border:0;color:inherit}' +
    '.nd .nd-grid caption{caption-side:top;text-align:left;font-weight:600;font-size:1.07em;padding:2px 12px 6px;color:inherit}' +
    '.nd .nd-grid tbody tr:nth-child(n){background:none}' +
    '.nd .nd-grid th,.nd .nd-grid td{text-align:left;vertical-align:top;padding:5px 10px;max-width:32em;overflow-wrap:break-word;border:0;border-bottom:1px solid var(--nd-line);color:inherit;white-space:normal}' +
    '.nd .nd-grid thead th{color:var(--nd-muted);font-weight:600;border-bottom:2px solid var(--nd-line);white-space:nowrap;position:sticky;top:-4px;background:var(--nd-ground)}' +
    `.nd .nd-grid tbody th,.nd .nd-grid td{font-family:${fonts.code}}` +
    '.nd .nd-grid .nd-short{white-space:nowrap}' +
    '.nd .nd-grid .nd-long{overflow-wrap:anywhere;min-width:20em}' +
    '.nd .nd-grid tbody th{font-weight:600;white-space:nowrap}' +
    '.nd .nd-grid .nd-number{text-align:right;font-variant-numeric:tabular-nums}' +
    '.nd .nd-grid tbody tr:last-child>*{border-bottom:0}' +
    '.nd .nd-tone{white-space:nowrap}' +
    '.nd .nd-good,.nd .nd-added{color:var(--nd-good)}.nd .nd-warn,.nd .nd-changed{color:var(--nd-warn)}.nd .nd-removed{color:var(--nd-bad)}.nd .nd-quiet{color:var(--nd-muted)}' +
    '.nd .nd-more{color:var(--nd-muted);padding:4px 12px}' +
    '</style>',
);

const signs: Readonly<Record<Tone, string>> = {
  ...{ good: '● ', warn: '▲ ', quiet: '○ ' },
  ...{ added: '+ ', removed: '− ', changed: '~ ' },
};

function page({ title, heads, cells, more }: Grid): Markup {
  if (cells.length === 0 || heads.length === 0)
    return html`<div class="nd nd-table">
      ${style}${title && html`<b>${title}</b>`}
      <div class="nd-more">no rows</div>
    </div>`;
  const numeric = heads.map((_, i) => cells.every((line) => line[i]?.numeric || line[i]?.text === ''));
  return html`<div class="nd nd-table">
    ${style}
    <table class="nd-grid">
      ${
        title &&
        html`<caption>
          ${title}
        </caption>`
      }
      <thead>
        <tr>
          ${heads.map((head, i) => html`<th scope="col" class="${numeric[i] && 'nd-number'}">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${cells.map(
          (line) =>
            html`<tr>
              ${line.map((cell, i) => box(cell, i, numeric[i] ?? false))}
            </tr> `,
        )}
      </tbody>
    </table>
    ${more > 0 && html`<div class="nd-more">… and ${more} more</div>`}
  </div>`;
}

function box({ text, tone }: Cell, column: number, numeric: boolean): Markup {
  const words = tone && text ? html`<span class="nd-tone nd-${tone}">${signs[tone]}${text}</span>` : text;
  if (column === 0) return html`<th scope="row">${words}</th>`;
  // Only a cell that would not fit otherwise is broken inside a word: an address in two pieces is hard to read.
  const long = text.split(' ').some((word) => word.length > 40);
  // A device’s name, which Linux bounds by 15 letters, is not broken at its dash.
  const short = text.length <= 15 && text.includes('-') && !text.includes(' ');
  return html`<td class="${numeric ? 'nd-number' : long ? 'nd-long' : short && 'nd-short'}">${words}</td>`;
}
