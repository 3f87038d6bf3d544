import { type CellJson, type NotebookJson, textOf } from '../notebook.js';

/**
 * How RISE presents it (https://github.com/jupyterlab-contrib/rise): a theme that asks no network for its fonts, from the first
 * slide on, and what is longer than a slide scrolls.
 */
const rise = {
  ...{ theme: 'white', transition: 'none', scroll: true, center: false, controls: false, slideNumber: true },
  start_slideshow_at: 'beginning',
};

/**
 * A talk's notebook as JupyterLab can present it: a picture stands in its text, because drawings that are attached are not shown.
 * @example presentable((await deck('pod-sandbox')).notebook).metadata
 */
export const presentable = (notebook: NotebookJson): NotebookJson => ({
  ...notebook,
  metadata: { ...(notebook.metadata as object), rise },
  cells: notebook.cells.map(withPictures),
});

function withPictures(cell: CellJson): CellJson {
  const { attachments, ...rest } = cell as CellJson & { attachments?: Record<string, Record<string, string>> };
  if (attachments === undefined) return cell;
  const source = textOf(cell.source).replace(/\]\(attachment:([^)]+)\)/g, (all, name: string) => {
    const [[mime, base64] = []] = Object.entries(attachments[name] ?? {});
    return mime === undefined ? all : `](data:${mime};base64,${base64})`;
  });
  return { ...rest, source } as CellJson;
}
