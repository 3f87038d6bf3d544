/** Sizes of the drawing, in pixels of a cell. */
export const sizes = {
  margin: 12,
  title: 16,
  text: 13,
  name: 12,
  /** A line of bytes, a byte’s room in it, where they begin after the offset, and a letter’s room. */
  line: 25,
  byte: 33,
  offset: 48,
  letter: 9.4,
  /** A field’s box: its height, what is between two, and its border’s inside. */
  chip: 43,
  gap: 4,
  pad: 8,
} as const;
