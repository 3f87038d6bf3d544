import { html, trusted, visible } from './escape.js';
import { terminal } from './terminal.js';
import { pageStyle } from './theme.js';
import type { View } from './view.js';

/** What was done on one machine before a section began. */
export interface PointStep {
  readonly host: string;
  readonly command: string;
}

const style = trusted(
  `<style>${pageStyle}.nd-point{padding:2px 6px}.nd-point summary{color:var(--nd-muted);cursor:pointer}</style>`,
);

/**
 * What is on the machines already when a section begins; the page can unfold what was typed for that.
 * @example pointView('the namespace red.', [{ host: 'node1', command: 'ip netns add red' }]).text // 'There already: the namespace red.'
 */
export function pointView(what: string, steps: readonly PointStep[]): View {
  const typed = steps.map(({ host, command }) =>
    trusted(terminal({ host, command: withoutBlankLines(command) }).html!),
  );
  return {
    text: `There already: ${visible(what)}`,
    html: html`<div class="nd nd-point">
      ${style}There already: ${what}
      <details>
        <summary>the commands that made it</summary>
        ${typed}
      </details>
    </div>`.toString(),
  };
}

const withoutBlankLines = (script: string): string => script.replaceAll(/\n\s*\n/g, '\n');
