import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileFault } from '../file-fault.js';
import { missing, ok, type Found } from './prerequisite.js';

/** Bytes. A unix socket's path is no longer: unix(7), sun_path without its last NUL. */
const LONGEST = 107;

/**
 * Whether the sockets that join the machines can be made: their paths are short enough, the folder can be written, and
 * its file system knows sockets.
 * @param paths the sockets of a lab, all in one folder
 * @param mend the command that lets the folder be elsewhere
 */
export async function sockets(paths: readonly string[], mend: string): Promise<Found> {
  const parent = dirname(dirname(paths[0]!));
  const length = Math.max(...paths.map((path) => Buffer.byteLength(path)));
  if (length > LONGEST)
    return missing(
      `The path of the folder for sockets, ${parent}, is too long: a socket would have ${length} bytes, and ${LONGEST} is the limit.`,
      mend,
    );
  let folder: string | undefined;
  try {
    folder = await mkdtemp(join(parent, 'netdive-'));
    await bind(join(folder, 's'));
    return ok(`Sockets can be made in ${parent}.`);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return missing(
      code === 'ENOENT'
        ? `The folder for sockets, ${parent}, does not exist.`
        : (fileFault(error, parent)?.message.split('\n')[0] ?? `No socket can be made in ${parent}: ${message}.`),
      mend,
    );
  } finally {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  }
}

function bind(path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(path, () => server.close(() => resolve()));
  });
}
