import { NetdiveError } from '../../errors.js';

/** What is wrong in a talk's file, and where. */
export const fault = (file: string, line: number, what: string, cure?: string): NetdiveError =>
  new NetdiveError(`${file}, line ${line}: ${what}`, cure);
