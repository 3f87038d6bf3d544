import { type Kind, keys } from './columns-of.js';

/** A program that runs on. */
export const service: Kind = {
  known: [['host', 'command', 'stop']],
  columns: keys('host', 'netns', 'command'),
};
