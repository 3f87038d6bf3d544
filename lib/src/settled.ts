/**
 * Waits for all, also where one fails, and then gives what all came to or rejects with the first error: nothing is left at
 * work that nobody waits for.
 * @example const [image, packages] = await settled([build(), download()]);
 */
export async function settled<T extends readonly unknown[] | []>(
  work: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(work);
  return Promise.all(work);
}
