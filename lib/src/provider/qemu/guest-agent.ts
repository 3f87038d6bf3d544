import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { LabError } from '../../errors.js';
import { renew, setTime, type AgentCommand } from '../agent-command.js';
import { Monitor } from './monitor.js';

/** A machine whose memory is not what was saved may never answer. */
const ANSWER_MS = 10_000;

/**
 * The agent inside a machine, reached without network or SSH. Source: QEMU's docs/interop/qemu-ga-ref.rst.
 * @example const agent = await GuestAgent.connect(socket, 'node1'); await agent.setClock();
 */
export class GuestAgent {
  private constructor(
    readonly node: string,
    readonly monitor: Monitor,
  ) {}

  /** Waits until the agent answers: a machine that boots takes its time. */
  static async connect(socket: string, node: string, timeoutMs: number, signal?: AbortSignal): Promise<GuestAgent> {
    const deadline = Date.now() + timeoutMs;
    const monitor = await Monitor.agent(socket, `${node}'s agent`);
    for (;;) {
      try {
        // Told with a number of our own, so that an answer to a question before a restore is not taken for this one's.
        const token = randomInt(2 ** 31);
        if ((await monitor.execute('guest-sync', { id: token }, 1_000)) === token) return new GuestAgent(node, monitor);
      } catch (error) {
        if (signal?.aborted || Date.now() > deadline || monitor.socket.destroyed) {
          monitor.close();
          signal?.throwIfAborted();
          throw new LabError(
            `${node} does not answer.`,
            'Its console is in the lab folder: node.console. `netdive down`, then `netdive up`.',
            { cause: error },
          );
        }
      }
    }
  }

  /** The agent of a machine that has just been restored: it answered when it was saved, so nothing is to be waited for. */
  static async restored(socket: string, node: string): Promise<GuestAgent> {
    return new GuestAgent(node, await Monitor.agent(socket, `${node}'s agent`));
  }

  /** As `setTime` has it. */
  setClock(): Promise<void> {
    return this.#ask(setTime());
  }

  /** As `renew` has it. */
  renew(): Promise<void> {
    return this.#ask(renew());
  }

  async #ask(command: AgentCommand): Promise<void> {
    await this.monitor.execute(command.execute, command.arguments, ANSWER_MS);
  }

  /** Runs a program to its end. Throws where it does not exit with 0. */
  async run(...[path, ...args]: [string, ...string[]]): Promise<string> {
    const { pid } = await this.monitor.execute<{ pid: number }>('guest-exec', {
      path,
      arg: args,
      'capture-output': true,
    });
    for (;;) {
      const state = await this.monitor.execute<ExecStatus>('guest-exec-status', { pid });
      if (!state.exited) {
        await delay(20); // the protocol has no other way to wait
        continue;
      }
      const said = decode(state['out-data']) + decode(state['err-data']);
      if (state.exitcode !== 0) throw new LabError(`${path} ${args.join(' ')} on ${this.node} failed: ${said.trim()}`);
      return said;
    }
  }

  /** Writes a whole file. */
  async write(path: string, content: string): Promise<void> {
    const handle = await this.monitor.execute<number>('guest-file-open', { path, mode: 'w' });
    await this.monitor.execute('guest-file-write', { handle, 'buf-b64': Buffer.from(content).toString('base64') });
    await this.monitor.execute('guest-file-close', { handle });
  }

  close(): void {
    this.monitor.close();
  }
}

interface ExecStatus {
  readonly exited: boolean;
  readonly exitcode?: number;
  readonly 'out-data'?: string;
  readonly 'err-data'?: string;
}

const decode = (base64: string | undefined): string =>
  base64 === undefined ? '' : Buffer.from(base64, 'base64').toString();
