import { type Kind, keys } from './columns-of.js';

/** A network namespace. Its keys are too few to tell one without a tag. */
export const netns: Kind = {
  known: [],
  columns: keys('name', 'id'),
};
