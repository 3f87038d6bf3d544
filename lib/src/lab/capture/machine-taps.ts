import type { Connection } from '../../transport/connection.js';
import type { Channel } from '../../transport/link.js';
import { LabError } from '../../errors.js';
import { Frames } from './frames.js';
import { ENDED, leashProgram, PCAP } from './leash.js';
import { tapFault } from './tap-fault.js';
import { type CaptureOptions, listens, type Tap, tcpdumpWords } from './tcpdump.js';

/** What one tcpdump has said so far. */
interface Speaker {
  said: string;
  exitCode: number | undefined;
}

/** The tcpdumps on one machine, from the first that is started to the last that has ended. */
export class MachineTaps {
  /** Resolves when nothing more comes: all have ended, or the connection has. */
  readonly ended: Promise<void>;
  readonly #connection: Connection;
  readonly #channel: Channel;
  readonly #speakers: readonly Speaker[];
  /** Resolves when each listens, or one surely will not. */
  readonly #decided: Promise<void>;
  #complaint = '';
  #isClosed = false;
  #look: () => void = () => undefined;

  private constructor(
    connection: Connection,
    channel: Channel,
    private readonly taps: readonly Tap[],
    private readonly options: CaptureOptions,
    onPackets: (tap: number, bytes: Buffer) => void,
  ) {
    this.#connection = connection;
    this.#channel = channel;
    this.#speakers = taps.map(() => ({ said: '', exitCode: undefined }));
    const frames = new Frames((tap, kind, bytes) => {
      if (kind === PCAP) return onPackets(tap, bytes);
      const speaker = this.#speakers[tap];
      if (speaker === undefined) return;
      if (kind === ENDED) speaker.exitCode = Number(bytes.toString());
      else speaker.said = (speaker.said + bytes.toString()).slice(-MOST_SAID);
      this.#look();
    });
    this.#decided = new Promise((resolve) => {
      this.#look = (): void => {
        const all = this.#speakers.every(({ said }) => listens(said));
        if (all || this.#isClosed || this.#failed() !== undefined) resolve();
      };
    });
    channel.on('data', (chunk: Buffer) => frames.push(chunk));
    channel.stderr.on(
      'data',
      (chunk: Buffer) => (this.#complaint = (this.#complaint + chunk.toString()).slice(-MOST_SAID)),
    );
    this.ended = new Promise((resolve) => {
      channel.on('close', () => {
        this.#isClosed = true;
        this.#look();
        resolve();
      });
    });
  }

  /** @param onPackets gets what each tcpdump writes, a pcap file in pieces */
  static async start(
    connection: Connection,
    taps: readonly Tap[],
    options: CaptureOptions,
    signal: AbortSignal,
    onPackets: (tap: number, bytes: Buffer) => void,
  ): Promise<MachineTaps> {
    const program = leashProgram(taps.map((tap) => tcpdumpWords(tap, options)));
    const channel = await connection.open('tcpdump', program, signal);
    return new MachineTaps(connection, channel, taps, options, onPackets);
  }

  /**
   * Waits until each listens.
   * @throws CommandError where one does not, as when the filter is wrong
   */
  async ready(signal: AbortSignal): Promise<void> {
    await this.#decided;
    if (!this.#speakers.every(({ said }) => listens(said))) throw await this.#fault(signal);
  }

  /** Asks them to end when they have read what was sent until now; wait for `ended`. */
  stop(): void {
    if (!this.#isClosed) this.#channel.write('stop\n');
  }

  /** Ends them at once: what they have not read is lost. Wait for `ended`. */
  drop(): void {
    this.#channel.end();
  }

  /** What a tcpdump said, and whether it said all. */
  said(tap: number): { readonly said: string; readonly complete: boolean } {
    const { said, exitCode } = this.#speakers[tap]!;
    return { said, complete: exitCode !== undefined };
  }

  /** The tcpdump that ended before it listened. */
  #failed(): number | undefined {
    const tap = this.#speakers.findIndex(({ said, exitCode }) => exitCode !== undefined && !listens(said));
    return tap === -1 ? undefined : tap;
  }

  #fault(signal: AbortSignal): Promise<Error> | Error {
    const { host } = this.#connection.target;
    const failed = this.#failed();
    if (failed === undefined)
      return new LabError(`tcpdump did not begin on ${host}: ${this.#complaint.trim() || 'the connection is over.'}`);
    const { said, exitCode = 1 } = this.#speakers[failed]!;
    return tapFault(this.#connection, this.taps[failed]!, this.options, { said, exitCode }, signal);
  }
}

/** More than tcpdump ever says. */
const MOST_SAID = 16_384;
