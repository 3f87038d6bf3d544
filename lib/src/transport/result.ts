/** What a command said: the same shape for a success, a failure and a time-out. */
export interface Result {
  /** The machine, such as `node1`. */
  readonly host: string;
  /** The network namespace, or `''` for the machine's own. */
  readonly netns: string;
  /** The command as a person would type it. */
  readonly command: string;
  /** Without the last line's end. Of what is very long the beginning and the end, and a line between that says so. */
  readonly stdout: string;
  /** What it complained of, in the same way. */
  readonly stderr: string;
  /** How many bytes in the middle of each were left out, where it was more than is kept (8 MiB each). */
  readonly omitted?: Omitted;
  /** 0 is success; 128 + the signal's number where a signal ended it. */
  readonly exitCode: number;
  /** How long it took, in ms, the way there and back counted. */
  readonly durationMs: number;
  /** It was ended because it ran longer than its time limit. */
  readonly timedOut: boolean;
  /** Of a script of several lines: the line (from 1) whose failure ended it. */
  readonly failedLine?: number;
}

/** Bytes that were left out of what a command printed. */
export interface Omitted {
  /** Of stdout. */
  readonly stdout: number;
  /** Of stderr. */
  readonly stderr: number;
}
