/** How wide a cell's output is in JupyterLab beside its file browser, in a window of 1280 pixels. */
export const cellWidth = 820;

/** Where a drawing is looked at, in pixels of its own. */
export interface Frame {
  readonly width: number;
  /** Where there is no more than this. */
  readonly height?: number;
}

/** A cell of a notebook: its drawings may be as high as they like. */
export const cell: Frame = { width: cellWidth };

/** A slide of 1280 x 720 below its heading or a line of code, at a size at which the letters of a drawing are read from afar. */
export const slide: Frame = { width: 1000, height: 490 };

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
