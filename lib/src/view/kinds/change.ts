import type { Column } from '../columns.js';
import type { Changed } from '../difference/model.js';
import { keys } from './columns-of.js';

/** What stands before the columns of rows that changed, of whatever kind: where it was, and what became of them. */
export const changeColumns: readonly Column[] = [
  ...keys('host', 'netns'),
  { title: 'change', value: 'change', tone: ({ change }: Changed<object>) => change },
];
