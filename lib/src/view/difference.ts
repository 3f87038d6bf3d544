import type { Column } from './columns.js';
import type { Difference } from './difference/model.js';
import { linesOf, type Line } from './difference/words.js';
import { html, oneLine, trusted, type Markup } from './escape.js';
import { table } from './table.js';
import { pageStyle } from './theme.js';
import type { View } from './view.js';

export type * from './difference/model.js';

const columnsOf = (lines: readonly Line[]): (string | Column)[] => [
  ...(lines.some(({ netns }) => netns !== '') ? ['netns'] : []),
  { title: 'change', value: 'change', tone: (row: Line) => row.change },
  'what',
  'which',
  'detail',
];

const style = trusted(
  `<style>${pageStyle}.nd-difference .nd-place{font-weight:700;padding:8px 10px 2px}.nd.nd-difference .nd-grid td{max-width:56em}</style>`,
);

/**
 * What changed, by machine and in it by namespace: what came, went and is otherwise, then what was counted.
 * @example differenceView(difference).text
 */
export function differenceView(difference: Difference): View {
  const lines = linesOf(difference);
  const hosts = [...new Set([...lines, ...difference.counters].map(({ host }) => host))].sort();
  const machines = hosts.map((host) => {
    const changed = byNamespace(lines.filter((line) => line.host === host));
    const counted = byNamespace(difference.counters.filter((row) => row.host === host));
    const views = [
      ...(changed.length > 0 ? [table(changed, { columns: columnsOf(changed) })] : []),
      ...(counted.length > 0 ? [table(counted.map(({ netns, ifname, rx, tx }) => ({ netns, ifname, rx, tx })))] : []),
    ];
    return { host, views };
  });
  const nothing = 'nothing changed, and nothing was counted';
  return {
    text:
      machines.map(({ host, views }) => [oneLine(host), ...views.map(({ text }) => text)].join('\n')).join('\n\n') ||
      nothing,
    html: html`<div class="nd nd-difference">
      ${style}${machines.length === 0 ? nothing : machines.map(markup)}
    </div>`.toString(),
  };
}

function markup({ host, views }: { host: string; views: readonly View[] }): Markup {
  return html`<div class="nd-place">${host}</div>
    ${views.map((view) => trusted(view.html!))}`;
}

/** The machine's own namespace, whose name is empty, comes first. */
function byNamespace<Row extends { readonly netns: string }>(rows: readonly Row[]): Row[] {
  return [...rows].sort((a, b) => a.netns.localeCompare(b.netns, 'en', { numeric: true }));
}
