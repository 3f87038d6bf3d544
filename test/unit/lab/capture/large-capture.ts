// Takes in 100,000 packets by the way that a capture takes, and prints what that cost: with --expose-gc, the packets' size.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import type { CapturedPacket } from '../../../../lib/src/capture/captured-packet.js';
import { Frames } from '../../../../lib/src/lab/capture/frames.js';
import { Kept, merged } from '../../../../lib/src/lab/capture/kept.js';
import { PCAP } from '../../../../lib/src/lab/capture/leash.js';
import { placeOf } from '../../../../lib/src/lab/capture/place-of.js';

const PACKETS = 100_000;
const TAPS = [{ netns: '' }, { netns: 'red' }];
/** What SSH hands on at once at most. */
const CHUNK = 32_768;
const SLL2 = 276;

/** What a leash writes, cut as SSH cuts it: both tcpdumps see each packet in turn. */
function* leash(size: number): Generator<Buffer> {
  let waiting = Buffer.alloc(0);
  const waitingOf = TAPS.map(() => fileHead());
  for (let i = 0; i <= PACKETS; i++) {
    for (const [tap, bytes] of waitingOf.entries()) {
      if (i < PACKETS && bytes.length < 2 * size + 8_192) continue;
      waitingOf[tap] = Buffer.alloc(0);
      const head = Buffer.from([tap, PCAP, 0, 0, 0, 0]);
      head.writeUInt32BE(bytes.length, 2);
      waiting = Buffer.concat([waiting, head, bytes]);
    }
    for (; waiting.length >= CHUNK; waiting = waiting.subarray(CHUNK)) yield Buffer.from(waiting.subarray(0, CHUNK));
    const tap = i % TAPS.length;
    if (i < PACKETS) waitingOf[tap] = Buffer.concat([waitingOf[tap]!, record(i, size)]);
  }
  yield waiting;
}

function fileHead(): Buffer {
  const head = Buffer.alloc(24);
  head.writeUInt32LE(0xa1b23c4d); // nanoseconds
  head.writeUInt16LE(2, 4);
  head.writeUInt32LE(SLL2, 20);
  return head;
}

function record(number: number, size: number): Buffer {
  const bytes = Buffer.alloc(16 + size);
  bytes.writeUInt32LE(1_795_000_000, 0);
  bytes.writeUInt32LE(number * 1_000, 4);
  bytes.writeUInt32LE(size, 8);
  bytes.writeUInt32LE(size, 12);
  bytes.writeUInt16BE(0x0800, 16);
  bytes[36] = 0x45;
  bytes.writeUInt16BE(size - 20, 38);
  return bytes;
}

async function takeIn(size: number): Promise<CapturedPacket[]> {
  const kept = new Kept(TAPS.length, Infinity);
  const frames = new Frames((tap, _, bytes) => kept.push(tap, bytes));
  for (const chunk of leash(size)) {
    frames.push(chunk);
    await setImmediate(); // as between two readings of a socket
  }
  const places = TAPS.map((tap) => placeOf('node1', tap, [new Map([[tap.netns, new Map([[0, 'eth0']])]])]));
  const packets = await merged(kept.packets, (packet, tap) => (packet.at = places[tap]!(packet)));
  packets.forEach((packet, index) => (packet.number = index + 1));
  return packets;
}

/** What lies outside the heap is given back a moment after it was collected. */
async function used(): Promise<number> {
  for (let time = 0; time < 3; time++) {
    globalThis.gc?.();
    await setImmediate();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const size = Number(process.argv[2]);
await takeIn(size); // what is compiled for it, once
const before = await used();
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
const began = performance.now();
const packets = await takeIn(size);
delay.disable();
const took = performance.now() - began;
const held = (await used()) - before;
const longest = delay.max / 1e6;
console.log(JSON.stringify({ packets: packets.length, written: PACKETS * (16 + size), held, longest, took }));
