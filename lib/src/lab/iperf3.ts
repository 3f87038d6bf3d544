import { currentCell } from '../kernel/cell.js';
import { showable } from '../kernel/display.js';
import { LiveView } from '../kernel/live-view.js';
import { readIperf3, type Throughput } from '../parse/iperf3.js';
import { command } from '../transport/quote.js';
import { throughputView } from '../view/throughput.js';
import { hinted, type RunLine } from './run-line.js';
import { whole } from './whole.js';

/** Settings of a measurement. */
export interface Iperf3Options {
  /** How long to send, in seconds; 5 where not given. */
  readonly seconds?: number;
  /** Seconds between two points of the chart; 0.5 where not given. */
  readonly interval?: number;
  /** Send UDP datagrams at this rate, such as `5M`, and not as much as TCP gets through. */
  readonly udp?: string;
  /** The server's port; 5201 where not given. */
  readonly port?: number;
}

/**
 * Sends to an iperf3 server as much as gets through. While it runs the cell shows a chart that grows.
 * @throws CommandError where no server listens there, or where it gave up
 * @example (await iperf3(run, '10.0.0.2', { seconds: 2 }, signal)).bitsPerSecond
 */
export async function iperf3(
  run: RunLine,
  to: string,
  { seconds = 5, interval = 0.5, udp, port = 5201 }: Iperf3Options,
  signal: AbortSignal,
): Promise<Throughput> {
  const how = udp === undefined ? [] : ['-u', '-b', udp];
  const line = command`iperf3 -c ${to} -p ${port} -t ${seconds} -i ${interval} --json-stream ${how}`;
  const growing = new GrowingChart();
  try {
    const result = await run(line, signal, {
      timeoutMs: (seconds + 30) * 1_000,
      onOutput: (stream, text) => stream === 'stdout' && growing.add(text),
    });
    const { intervals, total, error } = readIperf3(`${whole(result)}\n`);
    if (total === undefined || result.exitCode !== 0)
      throw hinted({ ...result, stderr: error ?? result.stderr, stdout: '' });
    const measured = { ...total, intervals };
    return showable(measured, await throughputView(measured));
  } finally {
    growing.done();
  }
}

/** The chart of what has been measured so far, in the cell that measures. */
class GrowingChart {
  readonly #live = currentCell() && new LiveView();
  #said = '';
  #drawing = false;

  add(text: string): void {
    this.#said += text;
    if (this.#live === undefined || this.#drawing) return;
    this.#drawing = true;
    // What cannot be read or drawn is told at the end, by who reads all of it.
    void this.#draw(this.#live)
      .catch(() => undefined)
      .finally(() => (this.#drawing = false));
  }

  async #draw(live: LiveView): Promise<void> {
    const { intervals } = readIperf3(this.#said);
    if (intervals.length > 0) live.draw(await throughputView({ intervals }));
  }

  done(): void {
    this.#live?.done();
  }
}
