import { execa, type ResultPromise } from 'execa';
import { fileURLToPath } from 'node:url';

export const bootstrap: string = fileURLToPath(new URL('../../lib/bootstrap.mjs', import.meta.url));

/** The labs of these tests are their own: a lab that somebody uses beside them is left alone. */
export const LAB = process.env.NETDIVE_TEST_LAB ?? 'test';

/** Calls the command line as a person does. Never rejects: exit code and output are the result. */
export const netdive = (...args: string[]): ResultPromise<{ reject: false; stdin: 'ignore' }> =>
  execa(process.execPath, [bootstrap, ...args], { reject: false, stdin: 'ignore', env: { NETDIVE_LAB: LAB } });
