const width = 200;

/** The text around a place, for an error message: short, on one line, with nothing in it that moves a terminal. */
export function excerpt(text: string, position: number): string {
  const start = Math.max(0, Math.min(position - width / 2, text.length - width));
  const end = Math.min(text.length, start + width);
  return (start > 0 ? '…' : '') + printable(text.slice(start, end)) + (end < text.length ? '…' : '');
}

/** Terminals act on control characters, and bidirectional marks reorder what a person reads. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

function printable(text: string): string {
  return text.replace(unprintable, (character) =>
    character === '\n' ? '\\n' : `\\u${character.codePointAt(0)?.toString(16).padStart(4, '0')}`,
  );
}
