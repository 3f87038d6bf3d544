import { connect, createServer, type AddressInfo } from 'node:net';
import { missing, ok, type Found } from './prerequisite.js';

/** Whether a program on this computer reaches another by 127.0.0.1, as machines and JupyterLab are reached. */
export async function loopback(host = '127.0.0.1', limitMs = 3_000): Promise<Found> {
  const fault = await reaches(host, limitMs);
  return fault === undefined
    ? ok(`Programs reach each other by ${host}.`)
    : missing(`Programs do not reach each other by ${host}: ${fault.message}.`, 'sudo ip link set lo up');
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

/** Listens and connects. What listens on an interface that is down is not reached. */
function reaches(host: string, limitMs: number): Promise<Error | undefined> {
  return new Promise((resolve) => {
    const server = createServer((connection) => connection.destroy());
    const end = (fault?: Error): void => {
      server.close();
      resolve(fault);
    };
    server.once('error', end);
    server.listen(0, host, () => {
      const client = connect((server.address() as AddressInfo).port, host);
      client.setTimeout(limitMs, () => client.destroy(new Error(`no answer within ${limitMs / 1_000} seconds`)));
      client.once('connect', () => client.destroy());
      client.once('error', end);
      client.once('close', () => end());
    });
  });
}
