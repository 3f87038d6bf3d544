import { html, trusted, visible } from './escape.js';
import { fonts, pageStyle } from './theme.js';
import type { View } from './view.js';

/** More lines, or characters, of a file than this are counted and not shown. */
const MOST_LINES = 60;
const MOST_CHARACTERS = 10_000;

/** A file's name and text. */
export interface FileOptions {
  /** The machine, such as `node1`. */
  readonly host: string;
  readonly path: string;
  readonly text: string;
}

const style = trusted(
  `<style>${pageStyle}` +
    '.nd-file{border:1px solid var(--nd-line);border-radius:8px;overflow:hidden}' +
    '.nd-file .nd-path{padding:4px 14px;border-bottom:1px solid var(--nd-line);font-weight:600}' +
    `.nd.nd-file pre.nd-text.nd-text{margin:0;width:auto;box-shadow:none;text-align:left;padding:10px 14px;max-height:30em;overflow:auto;background:none;color:inherit;font-family:${fonts.code};font-size:.93em;line-height:1.5;white-space:pre-wrap;overflow-wrap:anywhere;tab-size:8}` +
    '</style>',
);

/**
 * A file with its place and its text; of a long one the beginning.
 * @example file({ host: 'node1', path: '/etc/hosts', text: '127.0.0.1 localhost\n' }).text
 */
export function file({ host, path, text }: FileOptions): View {
  const title = visible(`${host}:${path}`);
  const shown = text.slice(0, MOST_CHARACTERS).split('\n').slice(0, MOST_LINES).join('\n');
  const left = text.length - shown.length;
  const more = left > 0 ? [`... and ${left.toLocaleString('en')} more characters`] : [];
  const lines = visible(shown.replace(/\n$/, ''));
  return {
    text: [title, lines, ...more].join('\n'),
    html: html`<div class="nd nd-file">
      ${style}
      <div class="nd-path">${title}</div>
      <pre class="nd-text" tabindex="0">${[lines, ...more].join('\n')}</pre>
    </div>`.toString(),
  };
}
