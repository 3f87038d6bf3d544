import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../../../errors.js';
import { checkout } from '../../../paths.js';

/** What is large or slow and only some chapters need: packages and programs on top of the base image. */
export interface Layer {
  readonly name: string;
  /** The first line of its package list, which says what it is for. */
  readonly summary: string;
}

const home = join(checkout, 'vagrant', 'layers');

/** All layers there are: the folders of `vagrant/layers`. */
export function layers(): Layer[] {
  return readdirSync(home)
    .sort()
    .map((name) => ({
      name,
      summary: /^# *(.+)/.exec(readFileSync(join(home, name, 'packages.list'), 'utf8'))?.[1] ?? '',
    }));
}

/** A set of layers as it is written everywhere: sorted, each once. Throws a LabError that lists the layers for an unknown one. */
export function layerSet(names: readonly string[]): string[] {
  const known = layers().map((layer) => layer.name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new LabError(
      `There is no layer called ${unknown.map((name) => JSON.stringify(name)).join(' or ')}.`,
      `The layers: ${known.join(', ')}.`,
    );
  }
  return [...new Set(names)].sort();
}
