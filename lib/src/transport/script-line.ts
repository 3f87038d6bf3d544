/**
 * The whole of a script's line, where `\` at its end continues it on the next: bash names any of its parts.
 *
 * @param line counted from 1
 * @example wholeLine('true\nip link \\\n  add', 3) // { line: 2, text: 'ip link add' }
 */
export function wholeLine(script: string, line: number): { readonly line: number; readonly text: string } {
  const lines = script.split('\n');
  const continues = (index: number): boolean => lines[index]?.endsWith('\\') ?? false;
  let first = line - 1;
  let last = line - 1;
  while (continues(first - 1)) first--;
  while (continues(last)) last++;
  const parts = lines.slice(first, last + 1).map((part) => part.replace(/\\$/, '').trim());
  return { line: first + 1, text: parts.join(' ') };
}
