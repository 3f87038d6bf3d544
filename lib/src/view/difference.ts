import type { Column } from './columns.js';
import type { Difference } from './difference/model.js';
import { linesOf, type Line } from './difference/words.js';
import { html, trusted, visible, type Markup } from './escape.js';
import { table } from './table.js';
import { pageStyle } from './theme.js';
import type { View } from './view.js';

export type * from './difference/model.js';

const changeColumns: readonly (string | Column)[] = [
  { title: 'change', value: 'change', tone: (row: Line) => row.change },
  'what',
  'which',
  'detail',
];

const style = trusted(
  `<style>${pageStyle}.nd-difference .nd-place{font-weight:700;padding:8px 10px 2px}.nd-difference .nd-table{max-height:none}.nd.nd-difference .nd-grid td{max-width:56em}</style>`,
);

/**
 * What changed, by machine and namespace: what came, went and is otherwise, then what was counted.
 * @example differenceView(difference).text
 */
export function differenceView(difference: Difference): View {
  const lines = linesOf(difference);
  const { counters } = difference;
  const places = [...new Set([...lines, ...counters].map(placeOf))].sort(byMachine);
  const parts = places.map((place) => {
    const here = lines.filter((line) => placeOf(line) === place);
    const counted = counters.filter((row) => placeOf(row) === place);
    const views = [
      ...(here.length > 0 ? [table(here, { columns: changeColumns })] : []),
      ...(counted.length > 0 ? [table(counted.map(({ ifname, rx, tx }) => ({ ifname, rx, tx })))] : []),
    ];
    return { place, views };
  });
  const nothing = 'nothing changed, and nothing was counted';
  return {
    text:
      parts.map(({ place, views }) => [visible(place), ...views.map(({ text }) => text)].join('\n')).join('\n\n') ||
      nothing,
    html: html`<div class="nd nd-difference">
      ${style}${parts.length === 0 ? nothing : parts.map(partMarkup)}
    </div>`.toString(),
  };
}

function partMarkup({ place, views }: { place: string; views: readonly View[] }): Markup {
  return html`<div class="nd-place">${place}</div>
    ${views.map((view) => trusted(view.html!))}`;
}

const placeOf = ({ host, netns }: { host: string; netns: string }): string =>
  netns === '' ? host : `${host}, netns ${netns}`;

// A machine before its namespaces; these in the order in which they were found.
function byMachine(a: string, b: string): number {
  const [one = '', other = ''] = [a, b].map((place) => place.split(', netns ')[0]);
  return one === other ? Number(a.includes(', netns ')) - Number(b.includes(', netns ')) : one < other ? -1 : 1;
}
