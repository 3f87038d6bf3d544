import { execa } from 'execa';
import { bootstrap, LAB } from './netdive.js';

/** Runs a program on a terminal of its own, which it takes for a person's, and hands on what is typed and printed. */
const RELAY = 'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))';

/** A person at a terminal. */
export class Terminal {
  said = '';
  readonly #process;
  #heard: () => void = () => undefined;

  /** @param line what the person types into a shell to begin with; `netdive` is the command line of this checkout */
  constructor(line: string) {
    const shell = `netdive() { '${process.execPath}' '${bootstrap}' "$@"; }; ${line}`;
    this.#process = execa('python3', ['-c', RELAY, 'bash', '-c', shell], {
      env: { NETDIVE_LAB: LAB },
      stdin: 'pipe',
      buffer: false,
      reject: false,
    });
    this.#process.stdout.on('data', (text: Buffer) => {
      this.said += text.toString();
      this.#heard();
    });
  }

  type(text: string): void {
    this.#process.stdin.write(text);
  }

  /** Waits until something is on the screen that was not there when it was asked for last, and forgets what is before it. */
  async sees(what: RegExp): Promise<string> {
    for (;;) {
      const found = what.exec(this.said);
      if (found) {
        this.said = this.said.slice(found.index + found[0].length);
        return found[0];
      }
      await new Promise<void>((resolve, reject) => {
        const limit = setTimeout(() => reject(new Error(`No ${what} came: ${this.said}`)), 60_000);
        this.#heard = () => {
          clearTimeout(limit);
          resolve();
        };
      });
    }
  }

  /** The program's exit code, when it has ended. */
  async ended(): Promise<number | undefined> {
    return (await this.#process).exitCode;
  }

  close(): void {
    this.#process.kill('SIGKILL');
  }
}
