import type { MtuProbe, PathMtu } from './path-mtu.js';

/** Between which sizes to look, in bytes of the IP packet; both are tried themselves. */
export interface SizeRange {
  readonly least: number;
  readonly most: number;
}

/** How many sizes are tried at a time. */
const AT_ONCE = 8;

/**
 * Looks for the largest size that gets through. Each round tries some sizes between the largest that did and the smallest
 * that did not, until these are neighbours. Where a refusal names a size that would fit, that one is tried and the next
 * larger, as in path MTU discovery (RFC 1191); it is never believed untried.
 * @param probe tries sizes, in any order, and tells what became of each
 * @returns `mtu` is undefined where not even the least got through
 * @example await searchPathMtu(probe, { least: 68, most: 1500 }) // { mtu: 1450, tooLarge: { bytes: 1451, ... }, ... }
 */
export async function searchPathMtu(
  probe: (sizes: readonly number[]) => Promise<readonly MtuProbe[]>,
  { least, most }: SizeRange,
): Promise<Omit<PathMtu, 'destination' | 'mtu'> & { readonly mtu: number | undefined }> {
  const probes: MtuProbe[] = [];
  let sizes = [...new Set([least, most])];
  for (;;) {
    probes.push(...(await probe(sizes)));
    probes.sort((a, b) => a.bytes - b.bytes);
    const fits = probes.findLast(({ outcome }) => outcome === 'through');
    if (fits === undefined) return { mtu: undefined, probes };
    const mtu = fits.bytes;
    const tooLarge = probes.find(({ bytes }) => bytes > mtu);
    if (tooLarge === undefined) return { mtu, probes };
    if (tooLarge.bytes === mtu + 1) return { mtu, tooLarge, probes };
    sizes = between(mtu, tooLarge);
  }
}

/** Sizes above one that fits and below one that does not. */
function between(fits: number, { bytes: tooLarge, mtu: told }: MtuProbe): number[] {
  if (told !== undefined && told >= fits && told < tooLarge) {
    return [told, told + 1].filter((size) => size > fits && size < tooLarge);
  }
  const step = (tooLarge - fits) / (AT_ONCE + 1);
  const even = Array.from({ length: AT_ONCE }, (_, index) => Math.round(fits + (index + 1) * step));
  return [...new Set(even)].filter((size) => size > fits && size < tooLarge);
}
