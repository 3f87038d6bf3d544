import type { DisplayContent, WriteDisplay, WriteStream } from './tslab.js';

/** One run of a talk's cell, on the stage. */
export interface Scene {
  /** Code that is run before it, unseen: what it stands on. */
  readonly before: readonly string[];
  /**
   * Something failed.
   * @param said what was printed on stderr
   * @returns what is shown in its place; undefined where its own words are to be seen
   */
  fell(said: string): Promise<readonly Shown[] | undefined>;
}

/** A piece of output, as Jupyter writes it. */
export type Shown =
  { readonly name: 'stdout' | 'stderr'; readonly text: string } | Pick<DisplayContent, 'data' | 'metadata'>;

/** What a cell is in a talk; undefined for one that is an ordinary cell. */
export type Stage = (notebookId: string, code: string) => Scene | undefined;

/** Runs code as a cell; resolves to its count, and rejects with it where the code failed. */
export type RunCode = (code: string, stream: WriteStream, display: WriteDisplay) => Promise<unknown>;

let stage: Stage | undefined;

/** From now on the cells of this kernel are a talk's. */
export function playOn(one: Stage): void {
  stage = one;
}

export const sceneOf = (notebookId: string | undefined, code: string): Scene | undefined =>
  notebookId === undefined ? undefined : stage?.(notebookId, code);

/**
 * Runs a talk's cell after what it stands on. Where something fails, what was recorded is shown in its place and the cell counts
 * as run, so that those queued behind it go on.
 */
export async function perform(
  { before, fell }: Scene,
  code: string,
  run: RunCode,
  stream: WriteStream,
  display: WriteDisplay,
): Promise<unknown> {
  let said: string | undefined = '';
  const hear: WriteStream = (name, text) => {
    if (name === 'stderr' && said !== undefined) said += text;
    else stream(name, text);
  };
  const unseen: WriteStream = (name, text) => void (name === 'stderr' && hear(name, text));
  try {
    for (const one of before) await run(one, unseen, () => undefined);
    said = '';
    const count = await run(code, hear, display);
    if (said !== '') stream('stderr', said);
    return count;
  } catch (count) {
    const shown = await fell(said);
    if (shown === undefined) stream('stderr', said);
    for (const one of shown ?? []) {
      if ('name' in one) stream(one.name, one.text);
      else display({ ...one, transient: {} });
    }
    if (shown === undefined || count instanceof Error) throw count;
    return count;
  } finally {
    said = undefined;
  }
}
