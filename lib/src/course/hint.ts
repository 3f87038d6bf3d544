import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { NetdiveError } from '../errors.js';
import { show } from '../kernel/display.js';
import { pending } from '../kernel/pending.js';
import { exercisesOf } from './exercise.js';
import { readNotebook } from './notebook.js';
import { copiesFolder } from './working-copy.js';

const given = new Map<string, number>();

/**
 * One more hint for an exercise: each call shows the next.
 * @param name the exercise's, as it stands above its cell
 * @example await hint('veth-up');
 */
export function hint(name: string): Promise<void> {
  return pending(`hint('${name}')`, async () => {
    const all = await exercises(process.cwd());
    const hints = all.get(name);
    if (hints === undefined) {
      throw new NetdiveError(`There is no exercise ${name}.`, `The exercises: ${[...all.keys()].join(', ')}.`);
    }
    const count = Math.min((given.get(name) ?? 0) + 1, hints.length + 1);
    given.set(name, count);
    show(
      hints[count - 1] === undefined
        ? 'There are no more hints. The solution is folded below the exercise.'
        : `Hint ${count} of ${hints.length}: ${hints[count - 1]}`,
    );
  });
}

/** The exercises of the course's notebooks and their hints; a kernel's folder is the notebooks' or the copies'. */
export async function exercises(folder: string): Promise<Map<string, readonly string[]>> {
  const notebooks = basename(folder) === copiesFolder ? join(folder, '..') : folder;
  const found = new Map<string, readonly string[]>();
  for (const file of await readdir(notebooks)) {
    if (!file.endsWith('.ipynb')) continue;
    for (const { name, hints } of exercisesOf(await readNotebook(join(notebooks, file)))) found.set(name, hints);
  }
  return found;
}
