/**
 * A call that a cell must await. Outside a notebook it is a plain promise; in one, it belongs to the cell that made it:
 * it dies with an interrupted cell and is named when its `await` was forgotten.
 * @param what the call as the reader wrote it, for the message
 * @param work gets a signal that fires when its cell is interrupted
 */
export function pending<T>(what: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  void what;
  return work(new AbortController().signal);
}
