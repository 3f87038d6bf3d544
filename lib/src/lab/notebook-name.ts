import { isAbsolute, relative } from 'node:path';
import { runningTslab } from '../kernel/tslab.js';
import { checkout } from '../paths.js';

/**
 * What this program is to a person who reads that it has a lab: a notebook by its path, as the Jupyter server or
 * `netdive run` gives it to a kernel in `JPY_SESSION_NAME`; relative where it is in the checkout.
 * @example notebookName() // 'notebooks/mine/01-veth.ipynb'
 */
export function notebookName(path: string | undefined = process.env.JPY_SESSION_NAME): string {
  if (!path) return runningTslab() ? 'another notebook' : 'a program in a terminal';
  const inside = relative(checkout, path);
  return isAbsolute(path) && !inside.startsWith('..') ? inside : path;
}
