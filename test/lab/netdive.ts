import { execa, type Result } from 'execa';
import { fileURLToPath } from 'node:url';

const bootstrap = fileURLToPath(new URL('../../lib/bootstrap.mjs', import.meta.url));

/** The labs of these tests are their own: a lab that somebody uses beside them is left alone. */
export const LAB = 'test';

/** Calls the command line as a person does. Never rejects: exit code and output are the result. */
export const netdive = (...args: string[]): Promise<Result<{ reject: false }>> =>
  execa(process.execPath, [bootstrap, ...args], { reject: false, env: { NETDIVE_LAB: LAB }, stdin: 'ignore' });

/** Starts a call and gives the process, for a test that interrupts it. */
export const netdiveProcess = (...args: string[]): ReturnType<typeof execa<{ reject: false }>> =>
  execa(process.execPath, [bootstrap, ...args], { reject: false, env: { NETDIVE_LAB: LAB }, stdin: 'ignore' });
