import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { NodeSSH } from 'node-ssh';
import type { ServerHostKeyAlgorithm } from 'ssh2';
import { LabError } from '../errors.js';
import { Link } from './link.js';
import type { Target } from './target.js';

/** How long a machine may be silent after it accepted the connection: QEMU accepts for a guest that is still booting. */
const SILENCE_MS = 3000;
const RETRY_MS = 150;

/**
 * Connects to a machine, and tries again while it does not answer yet.
 *
 * @param limitMs how long to try
 * @param signal gives up at once
 * @throws LabError when the machine is not reached, not the expected one, or lets nobody in
 * @example await openLink(target, 15_000)
 */
export async function openLink(target: Target, limitMs: number, signal?: AbortSignal): Promise<Link> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    try {
      return await attempt(target, deadline, signal);
    } catch (error) {
      if (error instanceof LabError || signal?.aborted) throw error;
      if (performance.now() + RETRY_MS >= deadline) throw unreachable(target, limitMs, error as Error);
      await delay(RETRY_MS);
    }
  }
}

async function attempt(target: Target, deadline: number, signal?: AbortSignal): Promise<Link> {
  const left = Math.max(deadline - performance.now(), 1);
  const socket = connect({ host: target.hostName, port: target.port, noDelay: true });
  const end = (): void => void socket.destroy(new Error('No answer'));
  const limit = setTimeout(end, left);
  const silence = setTimeout(() => socket.bytesRead === 0 && end(), SILENCE_MS);
  signal?.addEventListener('abort', end);
  try {
    await once(socket, 'connect');
    return await handshake(target, socket, left);
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    clearTimeout(limit);
    clearTimeout(silence);
    signal?.removeEventListener('abort', end);
  }
}

async function handshake(target: Target, socket: Socket, limitMs: number): Promise<Link> {
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
      readyTimeout: limitMs,
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

function unreachable(target: Target, limitMs: number, cause: Error): LabError {
  const why = /No response|No answer|before handshake/.test(cause.message) ? 'it did not answer' : cause.message;
  return new LabError(
    `${at(target)} was not reached within ${limitMs / 1000} s: ${why}.`,
    'Is it running? `netdive status` tells, `netdive up` starts it.',
    { cause },
  );
}

function notTheMachine(target: Target, cause: unknown): LabError {
  return new LabError(
    `What answers as ${at(target)} is not that machine: it showed another host key than the one the lab was made with.`,
    'Another program took the port, or the machine was made anew: `netdive down`, then `netdive up`.',
    { cause },
  );
}

function notLetIn(target: Target, cause: unknown): LabError {
  return new LabError(
    `${at(target)} does not let ${target.user} in with the lab's key.`,
    'The machine was made with another key: `netdive down`, then `netdive up`.',
    { cause },
  );
}
