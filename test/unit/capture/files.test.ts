import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CaptureReader, readCapture } from '../../../lib/src/capture/capture-reader.js';
import type { Packet } from '../../../lib/src/capture/packet.js';
import { writePcapng } from '../../../lib/src/capture/write-pcapng.js';

const recorded = readFileSync(fileURLToPath(new URL('../../fixtures/captures/arp-ping.pcap', import.meta.url)));
const { packets: known } = readCapture(recorded);

/** What a file tells of a packet, and the packet's own bytes. */
const told = ({ number, time, length, linkType, bytes, at }: Packet): unknown => [
  number,
  time,
  length,
  linkType,
  Buffer.from(bytes).toString('hex'),
  at,
];

/** A packet without the class it is of: what it has by getters is copied. */
const plain = ({ number, time, length, bytes, linkType, layers }: Packet): Packet => ({
  ...{ number, time, length, bytes, linkType, layers },
});

/** The recorded packets as pcap of another byte order or resolution (draft-ietf-opsawg-pcap). */
function pcap(little: boolean, nanoseconds: boolean): Buffer {
  const [u16, u32] = little
    ? (['writeUInt16LE', 'writeUInt32LE'] as const)
    : (['writeUInt16BE', 'writeUInt32BE'] as const);
  const head = Buffer.alloc(24);
  head[u32](nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4, 0);
  head[u16](2, 4);
  head[u16](4, 6);
  head[u32](262_144, 16);
  head[u32](known[0]!.linkType, 20);
  const records = known.flatMap(({ time, length, bytes }) => {
    const record = Buffer.alloc(16);
    record[u32](Number(time / 1_000_000_000n), 0);
    record[u32](Number(time % 1_000_000_000n) / (nanoseconds ? 1 : 1000), 4);
    record[u32](bytes.length, 8);
    record[u32](length, 12);
    return [record, bytes];
  });
  return Buffer.concat([head, ...records]);
}

/** Blocks of pcapng with the higher byte first. */
function block(type: number, body: readonly (number | Uint8Array)[]): Buffer {
  const parts = body.map((part) => {
    if (typeof part !== 'number') return Buffer.concat([part, Buffer.alloc(-part.length & 3)]);
    const word = Buffer.alloc(4);
    word.writeUInt32BE(part);
    return word;
  });
  const inside = Buffer.concat(parts);
  const [kind, size] = [Buffer.alloc(4), Buffer.alloc(4)];
  kind.writeUInt32BE(type);
  size.writeUInt32BE(inside.length + 12);
  return Buffer.concat([kind, size, inside, size]);
}

describe('a capture file', () => {
  it('was recorded with packets', () => {
    assert.ok(known.length >= 4, String(known.length));
    assert.equal(known[0]!.number, 1);
  });

  for (const little of [true, false]) {
    for (const nanoseconds of [true, false]) {
      it(`of pcap is read with the ${little ? 'lower' : 'higher'} byte first, in ${nanoseconds ? 'nano' : 'micro'}seconds`, () => {
        const unit = nanoseconds ? 1n : 1000n;
        const whole = known.map((packet) => told({ ...plain(packet), time: (packet.time / unit) * unit }));
        const { packets, fault } = readCapture(pcap(little, nanoseconds));
        assert.equal(fault, undefined);
        assert.deepEqual(packets.map(told), whole);
      });
    }
  }

  it('is the same in chunks of any size', () => {
    for (const size of [1, 7, 64, 1_000]) {
      const reader = new CaptureReader();
      const packets = [];
      for (let at = 0; at < recorded.length; at += size) packets.push(...reader.push(recorded.subarray(at, at + size)));
      assert.equal(reader.end().fault, undefined);
      assert.deepEqual(packets.map(told), known.map(told));
    }
  });

  it('that is cut keeps what comes before, and what is there of the last packet', () => {
    for (let length = 24; length < recorded.length; length++) {
      const { packets, fault } = readCapture(recorded.subarray(0, length));
      assert.ok(fault === undefined || fault.kind === 'cut', `${length}: ${fault?.what}`);
      packets.slice(0, -1).forEach((packet, i) => assert.deepEqual(told(packet), told(known[i]!)));
    }
  });

  it('that claims a packet of gigabytes is malformed, and the packets before it are good', () => {
    const hostile = Buffer.concat([recorded, Buffer.alloc(16, 0xff)]);
    const { packets, fault } = readCapture(hostile);
    assert.equal(packets.length, known.length);
    assert.equal(fault?.kind, 'malformed');
    assert.equal(fault?.offset, recorded.length);
  });

  it('of another kind is none', () => {
    for (const text of ['', 'GIF', 'GIF89a: not a capture'])
      assert.equal(readCapture(Buffer.from(text)).fault?.kind, 'not-a-capture');
  });

  it('of pcapng is read with the higher byte first: its interfaces, units of time, directions, and blocks that are unknown', () => {
    const data = known[0]!.bytes;
    const options = Buffer.concat([
      Buffer.from([0, 2, 0, 10]), // if_name
      Buffer.from('node1/eth0\0\0'),
      Buffer.from([0, 9, 0, 1, 0x80 | 10, 0, 0, 0]), // if_tsresol: 2^-10 s
      Buffer.alloc(4),
    ]);
    const flags = Buffer.from([0, 2, 0, 4, 0, 0, 0, 2, 0, 0, 0, 0]); // epb_flags: outbound
    const file = Buffer.concat([
      block(0x0a0d0d0a, [0x1a2b3c4d, 0x0001_0000, 0xffff_ffff, 0xffff_ffff]),
      block(1, [0x0001_0000, 0, options]),
      block(0xbad, [1, 2, 3]),
      block(6, [0, 0, 512, data.length, data.length + 5, data, flags]),
      block(3, [data.length, data]),
    ]);
    const { packets, fault } = readCapture(file);
    assert.equal(fault, undefined);
    const place = { host: 'node1', netns: '', ifname: 'eth0' };
    assert.deepEqual(packets.map(told), [
      [1, 500_000_000n, data.length + 5, 1, Buffer.from(data).toString('hex'), { ...place, direction: 'out' }],
      [2, 0n, data.length, 1, Buffer.from(data).toString('hex'), place],
    ]);
  });

  it('that we write is what we read, with the place and the direction of each packet', () => {
    const places = [
      { host: 'node1', netns: '', ifname: 'eth0', direction: 'out' },
      { host: 'node2', netns: 'red', ifname: 'eth0' },
    ] as const;
    const packets = known.map((packet, i) => ({ ...plain(packet), at: places[i % 2]! }));
    const again = readCapture(writePcapng(packets));
    assert.equal(again.fault, undefined);
    assert.deepEqual(again.packets.map(told), packets.map(told));
  });
});
