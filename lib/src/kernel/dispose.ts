const disposers = new Set<() => unknown>();

/**
 * What to close when the notebook's kernel ends: a connection, a process.
 * @returns takes the function off the list again
 * @example const forget = onDispose(() => connection.close());
 */
export function onDispose(close: () => unknown): () => void {
  disposers.add(close);
  return () => void disposers.delete(close);
}

/** Closes everything, once, the newest first. What fails or hangs does not keep the rest open. */
export async function dispose({ limitMs = 2000 }: { limitMs?: number } = {}): Promise<void> {
  const closers = [...disposers].reverse();
  disposers.clear();
  const limit = new Promise<void>((resolve) => setTimeout(resolve, limitMs).unref());
  const closing = closers.map(async (close) => {
    await close();
  });
  await Promise.race([Promise.allSettled(closing), limit]);
}
