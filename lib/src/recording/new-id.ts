import { digest } from './asked.js';

/** The nth new name of a cell: the same one in the recording and its replays. */
export const newId = (cell: string, count: number): string => digest(`${cell} ${count}`).slice(0, 8);
