import { readFileSync } from 'node:fs';
import { exercisesOf } from './exercise.js';
import { cellsOf } from './notebook.js';

/**
 * What holds once the exercises are solved of the notebook that this kernel runs, as it was last saved; nothing where it
 * runs none that can be read.
 * @param path as the Jupyter server gives it to a kernel
 */
export function exerciseClaims(path: string | undefined = process.env.JPY_SESSION_NAME): ReadonlySet<string> {
  try {
    return new Set(exercisesOf(cellsOf(readFileSync(path ?? '', 'utf8'))).flatMap(({ claims }) => claims));
  } catch {
    return new Set();
  }
}
