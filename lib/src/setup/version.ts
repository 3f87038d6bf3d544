/**
 * Whether a version is another one or newer, number by number.
 * @example atLeast('7.2.22', '7.2') // true
 */
export function atLeast(version: string, lowest: string): boolean {
  const [have, need] = [version, lowest].map((text) => text.split('.').map(Number));
  for (const [index, wanted] of need!.entries()) {
    const found = have![index] ?? 0;
    if (found !== wanted) return found > wanted;
  }
  return true;
}
