/** Sizes of a journey's drawing, in pixels of a cell: it is shown as large as it is drawn. */
export const sizes = {
  /** Where the times stand; it stays when the rest scrolls. */
  left: 66,
  /** From there to the first box: its border is the drawing’s, not the times’. */
  edge: 4,
  margin: 10,
  heading: 18,
  room: 14,
  name: 13,
  text: 12,
  /** From one line of text to the next. */
  line: 17,
  /** From one sighting to the next; the least where a slide has no more room. */
  row: { most: 32, least: 20 },
  column: { least: 72, most: 190, wide: 86 },
  machine: { side: 10, gap: 16 },
  namespace: { side: 6, gap: 8 },
} as const;
