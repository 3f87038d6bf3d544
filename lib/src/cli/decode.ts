import { createReadStream } from 'node:fs';
import type { CaptureFault } from '../capture/capture-format.js';
import { CaptureReader } from '../capture/capture-reader.js';
import { interfaceName } from '../capture/interface-name.js';
import type { Packet } from '../capture/packet.js';
import type { TunnelPorts } from '../capture/tunnel-ports.js';
import { summary } from '../capture/summary.js';
import { LabError } from '../errors.js';
import { oneLine } from '../view/escape.js';
import { JSON_OPTION, type Verb } from './verb.js';

export const decode: Verb = {
  name: 'decode',
  summary: 'what is in a capture file, packet by packet',
  arguments: [['<file...>', 'pcap or pcapng, as tcpdump, Wireshark and the course write it']],
  options: [
    JSON_OPTION,
    ['--tunnel <ports>', 'UDP ports by which IP packets travel as they are, as socat sends them: 9000,9001'],
  ],
  async run({ args, options, signal }) {
    const files = args[0] as readonly string[];
    const tunnels = portsOf(options.tunnel as string | undefined);
    let whole = true;
    for (const file of files) {
      if (files.length > 1 && !options.json) await write(`${oneLine(file)}\n`);
      const fault = await decodeFile(file, tunnels, options.json ? asJson(file) : asText(), signal);
      if (!fault) continue;
      whole = false;
      const where = `${fault.offset} bytes from its start. What comes before it is above.`;
      process.stderr.write(`netdive: ${oneLine(file)} ${fault.what}, ${where}\n`);
    }
    return whole ? 0 : 1;
  },
};

/** In bytes. A file of 300,000 packets took 1.0 s with 64 KiB (Node’s own), 0.65 s with this, 1.0 s with twice as much. */
export const CHUNK: number = 256 * 1024;

/** Decodes a file as it is read, so that it may be larger than the memory. @returns why it was not read to its end */
async function decodeFile(
  file: string,
  tunnels: TunnelPorts,
  line: (packet: Packet) => string,
  signal: AbortSignal,
): Promise<CaptureFault | undefined> {
  const reader = new CaptureReader(tunnels);
  const tell = (packets: readonly Packet[]): Promise<void> =>
    write(packets.map((packet) => `${line(packet)}\n`).join(''));
  try {
    for await (const chunk of createReadStream(file, { signal, highWaterMark: CHUNK })) {
      await tell(reader.push(chunk as Buffer));
      if (reader.fault) break;
    }
  } catch (error) {
    throw unreadable(file, error as NodeJS.ErrnoException);
  }
  const { packet, fault } = reader.end();
  if (packet) await tell([packet]);
  if (fault?.kind !== 'not-a-capture') return fault;
  throw new LabError(`${oneLine(file)} ${fault.what}.`, 'A capture is what `tcpdump -w FILE` writes.');
}

function portsOf(text: string | undefined): TunnelPorts {
  const words = text?.split(',') ?? [];
  const wrong = words.find((word) => !/^\d+$/.test(word) || Number(word) < 1 || Number(word) > 65_535);
  if (wrong === undefined) return new Set(words.map(Number));
  throw new LabError(
    `${oneLine(wrong)} is no UDP port.`,
    'Give numbers from 1 to 65535, with commas between them: --tunnel 9000,9001.',
  );
}

function unreadable(file: string, error: NodeJS.ErrnoException): Error {
  const why = { ENOENT: 'There is no file', EISDIR: 'This is a folder, not a capture:', EACCES: 'You may not read' };
  const told = why[error.code as keyof typeof why];
  if (told === undefined) return error;
  return new LabError(`${told} ${oneLine(file)}.`, 'Give the path of a file that tcpdump -w or Wireshark wrote.');
}

/** Number, seconds since the first packet, place, layers. */
function asText(): (packet: Packet) => string {
  let first: bigint | undefined;
  return (packet) => {
    const { number, at } = packet;
    first ??= packet.time;
    const micros = (packet.time - first) / 1000n;
    const seconds = `${(Number(micros) / 1e6).toFixed(6)}`;
    const place = at ? `${oneLine(interfaceName(at))}${at.direction ? ` ${at.direction}` : ''}  ` : '';
    return `${String(number).padStart(5)}  ${seconds.padStart(10)}  ${place}${oneLine(summary(packet))}`;
  };
}

/** One object a line. The time is text: JSON’s readers would round it. */
function asJson(file: string): (packet: Packet) => string {
  return ({ number, time, length, bytes, linkType, at, layers }) =>
    JSON.stringify({ file, number, time: String(time), length, captured: bytes.length, linkType, at, layers });
}

/** Waits while the reader is slower; a reader that has gone, such as `head`, ends the program quietly. */
function write(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (!error) resolve();
      else if ((error as NodeJS.ErrnoException).code === 'EPIPE') process.exit(0);
      else reject(error);
    });
  });
}
