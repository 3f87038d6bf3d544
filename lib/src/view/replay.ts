import { html, trusted, visible } from './escape.js';
import { pageStyle } from './theme.js';
import type { View } from './view.js';

/** What a reader wants to know of a recording. */
export interface Recorded {
  readonly chapter: string;
  readonly date: string;
  readonly kernel: string;
  readonly distribution: string;
}

const style = trusted(
  `<style>${pageStyle}.nd-replay{padding:6px 14px;border-left:4px solid var(--nd-warn);background:var(--nd-panel)}</style>`,
);

/**
 * The banner over a replay: that no machine runs, and when those that answer did.
 * @example replayView({ chapter: 'veth', date: '2026-11-27', kernel: 'Linux 6.12', distribution: 'Debian 13' }).text
 */
export function replayView({ chapter, date, kernel, distribution }: Recorded): View {
  const what = `A recording of ${day(date)} (${kernel}, ${distribution}): no machine runs, and only the recorded cells have answers.`;
  const live = `npx netdive start ${chapter}`;
  return {
    text: visible(`${what} With machines: ${live}`),
    html: html`<div class="nd nd-replay" role="status">
      ${style}${what} With machines: <code>${live}</code>
    </div>`.toString(),
  };
}

/** A day in words. @example day('2026-11-27') // '27 November 2026' */
export const day = (date: string): string =>
  new Date(date).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
