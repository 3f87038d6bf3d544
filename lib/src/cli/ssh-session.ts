import { execa } from 'execa';
import { watch } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Provider } from '../provider/provider.js';
import { lastRewound, rewoundFile, type Rewound } from '../provider/rewound.js';

/** A rewind that has broken a session is over within this time, or has failed. */
const REWIND_MS = 15_000;

/** How a session of OpenSSH's client ended. */
export interface SshEnd {
  /** As ssh(1) gives it: the remote command's, or 255 where the connection failed. */
  readonly exitCode: number;
  /** The machines were rewound under it. */
  readonly rewound?: Rewound;
}

/**
 * OpenSSH's client on this terminal, until it ends or the lab is rewound under it: a rewound machine knows nothing of the
 * session, so the client would wait for ever.
 * @param command what runs there instead of a shell; nothing for a shell
 */
export async function sshSession(provider: Provider, node: string, command: readonly string[]): Promise<SshEnd> {
  const before = lastRewound(provider.folder)?.id;
  const over = new AbortController();
  let rewound: Rewound | undefined;
  const happened = new AbortController();
  const look = (): void => {
    const last = lastRewound(provider.folder);
    if (last === undefined || last.id === before) return;
    rewound = last;
    happened.abort();
  };
  const watching = watch(provider.folder, { signal: over.signal }, (_, file) => {
    if (file === null || file === basename(rewoundFile(provider.folder))) look();
  });
  watching.on('error', () => undefined); // the lab's folder is gone: nobody rewinds it
  try {
    look(); // while the watching began
    const { exitCode = 255 } = await execa('ssh', ['-F', provider.sshConfig, node, ...command], {
      stdio: 'inherit',
      reject: false,
      cancelSignal: happened.signal, // by SIGTERM: it gives the terminal back as it was
    });
    if (exitCode !== 255) return { exitCode };
    if (rewound === undefined && (await isBeingRewound(provider, node)))
      await wait(REWIND_MS, undefined, { signal: happened.signal }).catch(() => undefined);
    return rewound === undefined ? { exitCode } : { exitCode, rewound };
  } finally {
    over.abort();
  }
}

/** While it is put back a machine runs, and the lab is between two states. */
async function isBeingRewound(provider: Provider, node: string): Promise<boolean> {
  const { state, nodes } = await provider.status();
  return state === 'broken' && nodes.some(({ name, running }) => name === node && running);
}
