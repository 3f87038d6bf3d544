import { execa } from 'execa';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writePcapng } from '../../lib/src/capture/write-pcapng.js';
import { asPackets } from '../unit/capture/as-packets.js';
import { generate } from '../unit/capture/generate.js';
import { inTurn, row, timed, type Row } from './row.js';

const PACKETS = 300_000;
/** As many different ones; the rest are the same again: tcpdump keeps a list of TCP connections, and ever new ones would slow it down. */
const DIFFERENT = 2_000;
const ETHERNET = 1;

/**
 * Reading and decoding a large capture, every field’s value read, against tcpdump and tshark: the same file, so large that the
 * programs' start counts for nothing, as ours does not.
 */
export async function decoding(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'netdive-bench-'));
  const file = join(folder, 'large.pcapng');
  try {
    await writeLarge(file);
    const env = { TZ: 'UTC' }; // or tcpdump asks for the time zone’s file again and again
    const tcpdump = (): Promise<unknown> => execa('tcpdump', ['-nn', '-r', file], { ...QUIET, env });
    const tshark = (): Promise<unknown> => execa('tshark', ['-n', '-r', file, '-T', 'json'], QUIET);
    const ours = async (): Promise<number> => Number(await inProcess('decode-file.ts', file));
    const [mine, theirs] = await inTurn(3, ours, () => timed(tcpdump));
    const [again, wireshark] = await inTurn(1, ours, () => timed(tshark));
    const name = `decode ${PACKETS} packets`;
    return [
      await waiting(104),
      await waiting(1400),
      row(name, 's', mine / 1_000, theirs / 1_000, 'tcpdump -nn -r', { of: 'ratio', atMost: 1 }),
      row(name, 's', again / 1_000, wireshark / 1_000, 'tshark -T json', { of: 'ratio', atMost: 1 / 50 }),
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A file of generated packets. */
async function writeLarge(file: string): Promise<void> {
  // libpcap reads a file with one link type only.
  const some = generate(2 * DIFFERENT, 1).filter(({ linkType }) => linkType === ETHERNET);
  const packets = asPackets(Array.from({ length: PACKETS }, (_, i) => some[i % Math.min(DIFFERENT, some.length)]!));
  await writeFile(file, writePcapng(packets));
}

/** How long others wait at most while the packets of a live capture come in, in a process of its own. */
async function waiting(size: number): Promise<Row> {
  const stdout = await inProcess('../unit/lab/capture/large-capture.ts', String(size));
  const { longest, took } = JSON.parse(stdout) as { longest: number; took: number };
  const name = `longest wait, 100000 captured packets of ${size} bytes`;
  return row(name, 'ms', longest, took, 'all of them', { of: 'ours', atMost: 50 });
}

/** What a program of ours prints, in a process of its own: what else this one did would slow it down. */
async function inProcess(program: string, argument: string): Promise<string> {
  const path = fileURLToPath(new URL(program, import.meta.url));
  const { stdout } = await execa(process.execPath, ['--expose-gc', '--import', 'tsx', path, argument]);
  return stdout;
}

const QUIET = { stdout: 'ignore', stderr: 'ignore', stdin: 'ignore' } as const;
