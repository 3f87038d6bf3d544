import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { NodeSSH } from 'node-ssh';
import type { ServerHostKeyAlgorithm } from 'ssh2';
import { LabError } from '../errors.js';
import { Link } from './link.js';
import type { Target } from './target.js';

/**
 * How long a machine may be silent at first after it accepted the connection: QEMU accepts for a guest that is still
 * booting. Twice as long the next time, as it may be busy.
 */
const SILENCE_MS = 3000;
const RETRY_MS = 150;

/** How long to try to connect, in ms. */
export interface Patience {
  /** Until it is connected. */
  readonly limitMs: number;
  /** Until the first word comes from the machine: short for one that has answered before. */
  readonly silenceMs: number;
}

/**
 * Connects to a machine, and tries again while it does not answer yet.
 *
 * @param signal gives up at once
 * @throws LabError when the machine is not reached, not the expected one, or lets nobody in
 * @example await openLink(target, { limitMs: 15_000, silenceMs: 15_000 })
 */
export async function openLink(target: Target, patience: Patience, signal?: AbortSignal): Promise<Link> {
  const started = performance.now();
  let heard = false;
  let silenceMs = SILENCE_MS;
  const left = (ms: number): number => Math.max(started + ms - performance.now(), 1);
  for (;;) {
    const socket = connect({ host: target.hostName, port: target.port, noDelay: true });
    const end = (): void => void socket.destroy(new Error('No answer'));
    const limit = setTimeout(end, left(patience.limitMs));
    const silence = setTimeout(() => socket.bytesRead === 0 && end(), Math.min(silenceMs, left(patience.silenceMs)));
    signal?.addEventListener('abort', end);
    try {
      await once(socket, 'connect');
      return await handshake(target, socket);
    } catch (error) {
      heard ||= socket.bytesRead > 0;
      socket.destroy();
      if (error instanceof LabError || signal?.aborted) throw error;
      const triedMs = performance.now() - started;
      if (triedMs + RETRY_MS >= (heard ? patience.limitMs : patience.silenceMs))
        throw unreachable(target, triedMs, patience, error as Error);
    } finally {
      clearTimeout(limit);
      clearTimeout(silence);
      signal?.removeEventListener('abort', end);
    }
    silenceMs *= 2;
    await delay(RETRY_MS);
  }
}

async function handshake(target: Target, socket: Socket): Promise<Link> {
  const pinned = target.hostKey
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([type, key]) => type && key);
  let shown: string | undefined;
  const ssh = new NodeSSH();
  try {
    await ssh.connect({
      sock: socket,
      username: target.user,
      privateKey: target.privateKey,
      readyTimeout: 0, // the socket is ended when the time is over
      hostVerifier: (key: Buffer) => {
        shown = key.toString('base64');
        return pinned.some(([, expected]) => expected === shown);
      },
      // What an emulated machine computes fastest.
      algorithms: {
        kex: { prepend: ['curve25519-sha256'], append: [], remove: [] },
        serverHostKey: pinned.flatMap(([type = '']) => hostKeyAlgorithms(type)),
        cipher: { prepend: ['chacha20-poly1305@openssh.com'], append: [], remove: [] },
        compress: ['none'],
      },
    });
  } catch (error) {
    if (shown !== undefined && !pinned.some(([, expected]) => expected === shown)) throw notTheMachine(target, error);
    if ((error as { level?: string }).level === 'client-authentication') throw notLetIn(target, error);
    throw error;
  }
  return new Link(socket, ssh);
}

function hostKeyAlgorithms(type: string): ServerHostKeyAlgorithm[] {
  return type === 'ssh-rsa' ? ['rsa-sha2-512', 'rsa-sha2-256'] : [type as ServerHostKeyAlgorithm];
}

function at(target: Target): string {
  return `${target.host} (${target.hostName}:${target.port})`;
}

function unreachable(target: Target, triedMs: number, patience: Patience, cause: Error): LabError {
  const why = /No response|No answer|before handshake/.test(cause.message) ? 'it did not answer' : cause.message;
  return new LabError(
    `${at(target)} was not reached within ${(triedMs / 1000).toFixed(1)} s: ${why}.`,
    patience.silenceMs < patience.limitMs
      ? `It answered before: SSH is cut off from it, or it stands still. ${CLEAN}`
      : 'Is it running? `npx netdive status` tells, `npx netdive up` starts it.',
    { cause },
  );
}

/** The cure for a machine that cannot be reached any more: it needs no SSH. */
export const CLEAN: string =
  '`lab.reset()` in the notebook, or `npx netdive reset` in a terminal, gives clean machines.';

function notTheMachine(target: Target, cause: unknown): LabError {
  return new LabError(
    `What answers as ${at(target)} is not that machine: it showed another host key than the one the lab was made with.`,
    'Another program took the port, or the machine was made anew: `npx netdive down`, then `npx netdive up`.',
    { cause },
  );
}

function notLetIn(target: Target, cause: unknown): LabError {
  return new LabError(
    `${at(target)} does not let ${target.user} in with the lab's key.`,
    'The machine was made with another key: `npx netdive down`, then `npx netdive up`.',
    { cause },
  );
}
