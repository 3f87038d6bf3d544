import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { LabError } from '../errors.js';
import { checkout } from '../paths.js';

/** A chapter of the course: `01-veth.ipynb` is chapter `veth`. */
export interface Chapter {
  readonly number: string;
  readonly name: string;
  /** The notebook as it is committed. */
  readonly notebook: string;
}

/**
 * The name of a chapter's file, without its ending.
 * @example fileName(chapter('veth')) // '01-veth'
 */
export const fileName = ({ number, name }: Chapter): string => `${number}-${name}`;

/** All chapters, in the course's order. */
export function chapters(): Chapter[] {
  const folder = join(checkout, 'notebooks');
  return readdirSync(folder)
    .sort()
    .flatMap((file) => {
      const [, number, name] = /^(\d\d)-([a-z0-9-]+)\.ipynb$/.exec(file) ?? [];
      return number === undefined || name === undefined ? [] : [{ number, name, notebook: join(folder, file) }];
    });
}

/** The chapter of a name, or of a number, or of its file's name, where there is one. */
export function findChapter(wanted: string): Chapter | undefined {
  const plain = wanted.replace(/^.*\//, '').replace(/\.ipynb$/, '');
  return chapters().find(({ number, name }) => [name, number, `${number}-${name}`].includes(plain));
}

/** The same. Throws a LabError that lists those that there are. */
export function chapter(wanted: string): Chapter {
  const found = findChapter(wanted);
  if (found === undefined) {
    const all = chapters();
    throw new LabError(
      `There is no chapter called ${JSON.stringify(wanted)}.`,
      `There ${all.length === 1 ? 'is' : 'are'}: ${all.map((one) => one.name).join(', ')}.`,
    );
  }
  return found;
}

const metadata = z.object({
  metadata: z.object({ netdive: z.object({ layers: z.array(z.string()).optional() }).optional() }),
});

/** What a chapter's machines carry beyond the base image: `netdive.layers` in its notebook's metadata. */
export function layersOf({ notebook }: Chapter): readonly string[] {
  return metadata.parse(JSON.parse(readFileSync(notebook, 'utf8'))).metadata.netdive?.layers ?? [];
}
