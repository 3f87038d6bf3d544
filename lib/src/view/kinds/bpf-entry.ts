import { type Kind, keys } from './columns-of.js';

/** An entry of a BPF map. Its keys are too common to tell one without a tag. */
export const bpfEntry: Kind = {
  known: [],
  columns: keys('key', 'value'),
};
