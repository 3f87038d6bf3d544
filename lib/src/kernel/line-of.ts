/**
 * The line of a cell on which a call stands, found by its text (positions at run time are those of rewritten code).
 * Undefined where the text is not there, or more than once.
 * @example lineOf('const a = 1;\nnode1.links();', 'node1.links()') // 2
 */
export function lineOf(code: string, what: string): number | undefined {
  const lines = code.split('\n');
  const head = /^[^(`]+[(`]/.exec(what)?.[0];
  const command = /`\s*([^`\n]+)/.exec(what)?.[1]?.trim();
  for (const text of [what, command, head]) {
    if (text === undefined) continue;
    const found = lines.flatMap((line, index) => (line.includes(text) ? [index + 1] : []));
    if (found.length === 1) return found[0];
    if (found.length > 1) return undefined;
  }
  return undefined;
}
