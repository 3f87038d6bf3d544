/** How wide a cell's output is in JupyterLab beside its file browser, in a window of 1280 pixels. */
export const cellWidth = 820;

/** The smallest text that is read without effort, in pixels. */
export const least = 12;

/**
 * The style of a block with a drawing in it: as wide as the cell, no wider than it was drawn, and no narrower than keeps
 * its smallest text readable. What is wider then scrolls in its own block. The block sets `--nd-width`.
 * @example fitting('nd-topology', 'nd-map', 13)
 */
export function fitting(block: string, root: string, smallest: number): string {
  const scale = least / smallest;
  return (
    `.${block}{overflow-x:auto}` +
    `.${block}>svg.${root}{display:block;width:100%;height:auto;max-width:var(--nd-width);min-width:calc(var(--nd-width)*${scale})}`
  );
}
