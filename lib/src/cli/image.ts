import { build } from './image/build.js';
import { clean } from './image/clean.js';
import { exportImages } from './image/export.js';
import { importImages } from './image/import.js';
import { list } from './image/list.js';
import type { VerbGroup } from './verb.js';

export const image: VerbGroup = {
  name: 'image',
  summary: 'the machines’ image and its layers',
  verbs: [build, list, clean, exportImages, importImages],
};
