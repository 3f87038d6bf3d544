import { createServer } from 'node:net';
import { missing, ok, type Found } from './prerequisite.js';

/** Whether this computer lets a program listen on 127.0.0.1, which machines and JupyterLab are reached by. */
export async function loopback(host = '127.0.0.1'): Promise<Found> {
  const fault = await listen(host, 0);
  return fault === undefined
    ? ok(`Programs can listen on ${host}.`)
    : missing(`No program can listen on ${host}: ${fault.message}.`, 'sudo ip link set lo up');
}

/** Whether a port on 127.0.0.1 is free. */
export async function portFree(port: number): Promise<Found> {
  const fault = await listen('127.0.0.1', port);
  if (fault === undefined) return ok(`Port ${port} is free.`);
  const why: Readonly<Record<string, string>> = {
    EADDRINUSE: 'another program listens on it',
    EACCES: 'ports below 1024 are for root',
    ERR_SOCKET_BAD_PORT: 'a port is a number from 1 to 65535',
  };
  return missing(
    `JupyterLab cannot have port ${port}: ${why[fault.code ?? ''] ?? fault.message}.`,
    'Name another port, or none, and a free one is taken: npx netdive start',
  );
}

function listen(host: string, port: number): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', resolve);
    try {
      server.listen(port, host, () => server.close(() => resolve(undefined)));
    } catch (error) {
      resolve(error as NodeJS.ErrnoException); // no number of a port
    }
  });
}
