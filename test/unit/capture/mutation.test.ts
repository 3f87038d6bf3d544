import assert from 'node:assert/strict';
import { readCapture } from '../../../lib/src/capture/capture-reader.js';
import { decode } from '../../../lib/src/capture/decode.js';
import type { Layer } from '../../../lib/src/capture/packet.js';
import { writePcapng } from '../../../lib/src/capture/write-pcapng.js';
import { asPackets } from './as-packets.js';
import { generate, type Generated, TUNNEL_PORT } from './generate.js';
import { Random } from './random.js';

const MUTATIONS = Number(process.env.NETDIVE_MUTATIONS ?? 100_000);
const TUNNELS = new Set([TUNNEL_PORT]);
const SEED = Number(process.env.NETDIVE_SEED ?? 1);

/** What holds of every decoding, whatever the bytes: layers one after another, fields in them, nothing after the captured end. */
function assertSound(layers: readonly Layer[], captured: number): void {
  let at = 0;
  if (layers.length > 32) throw new Error(`${layers.length} layers`);
  for (const { protocol, offset, length, fields } of layers) {
    if (offset !== at || length < 0) throw new Error(`${protocol} begins at ${offset}, the layer before ends at ${at}`);
    at = offset + length;
    for (const field of fields) {
      const inside = field.offset >= offset && field.length > 0 && field.offset + field.length <= at;
      if (!inside)
        throw new Error(
          `${protocol}.${field.name} has ${field.offset}+${field.length}, ${protocol} ${offset}+${length}`,
        );
      const { value } = field;
      if (value === undefined || Number.isNaN(value)) throw new Error(`${protocol}.${field.name} is ${value}`);
    }
  }
  if (at > captured) throw new Error(`layers end at ${at} of ${captured} bytes`);
}

/** One to four bytes are others, or a bit is, or a part is gone, or doubled; what is left may be a part of the packet only. */
function mutate(random: Random, { bytes }: Generated): { bytes: Uint8Array; length: number } {
  let changed = Uint8Array.from(bytes);
  for (let i = random.int(4); i >= 0 && changed.length > 0; i--) {
    const at = random.int(changed.length);
    const kind = random.int(8);
    if (kind < 4) changed[at] = random.pick([0, 0xff, random.int(256), changed[at]! ^ (1 << random.int(8))]);
    else if (kind < 6) changed[at] = (changed[at]! + random.pick([1, -1, 4, -4])) & 0xff;
    else if (kind === 6) changed = changed.slice(0, at);
    else changed = Uint8Array.from([...changed.subarray(0, at), ...changed.subarray(random.int(at + 1))]);
  }
  const length = random.chance(4) ? random.int(2 * changed.length + 1) : changed.length;
  return { bytes: changed, length };
}

describe('decoding', () => {
  it(`stands ${MUTATIONS} packets that were tampered with`, function () {
    this.timeout(60_000 + MUTATIONS);
    const random = new Random(SEED);
    const packets = generate(2_000, SEED);
    for (let i = 0; i < MUTATIONS; i++) {
      const { linkType } = packets[i % packets.length]!;
      const { bytes, length } = mutate(random, packets[i % packets.length]!);
      try {
        assertSound(decode(bytes, linkType, length, TUNNELS), bytes.length);
      } catch (error) {
        assert.fail(
          `${String(error)} in ${Buffer.from(bytes).toString('hex')}, link type ${linkType}, length ${length}`,
        );
      }
    }
  });

  it('marks a packet that is cut at any byte, and reads none after it', () => {
    for (const { bytes, linkType } of generate(300, SEED)) {
      for (let captured = 0; captured < bytes.length; captured++) {
        const layers = decode(bytes.subarray(0, captured), linkType, bytes.length, TUNNELS);
        assertSound(layers, captured);
      }
      const whole = decode(bytes, linkType, bytes.length, TUNNELS);
      const end = whole.at(-1)!.offset + whole.at(-1)!.length;
      const cut = decode(bytes.subarray(0, end - 1), linkType, bytes.length, TUNNELS);
      assert.ok(
        cut.some(({ marks }) => marks.includes('cut')),
        Buffer.from(bytes).toString('hex'),
      );
    }
  });

  it('follows no more than 32 layers, and says that there were more', () => {
    const tags = Buffer.concat([Buffer.alloc(12), ...Array.from({ length: 50 }, () => Buffer.from('81000001', 'hex'))]);
    const layers = decode(tags, 1);
    assert.equal(layers.length, 32);
    assert.deepEqual(layers.at(-1)!.marks, ['too-deep']);
    assert.equal(layers.at(-1)!.offset + layers.at(-1)!.length, tags.length);
  });
});

describe('a capture file that was tampered with', () => {
  const file = writePcapng(asPackets(generate(20, SEED)));

  it('is read as far as it goes, at whatever byte it is cut', () => {
    const ends = new Set<number>();
    const view = new DataView(file.buffer, file.byteOffset, file.length);
    for (let at = 0; at < file.length; at += view.getUint32(at + 4, true)) ends.add(at);
    ends.delete(0);
    for (let end = 0; end < file.length; end++) {
      const { packets, fault } = readCapture(file.subarray(0, end));
      assert.ok(packets.length <= 20);
      for (const { bytes, length } of packets) assert.ok(bytes.length <= length);
      assert.equal(fault === undefined, ends.has(end), `cut at ${end}`);
    }
  });

  it('is read or refused, whatever bytes are others', function () {
    this.timeout(30_000 + MUTATIONS / 10);
    const random = new Random(SEED);
    for (let i = 0; i < MUTATIONS / 50; i++) {
      const changed = Uint8Array.from(file);
      for (let n = random.int(6); n >= 0; n--)
        changed[random.int(changed.length)] = random.pick([0, 255, random.int(256)]);
      for (const { bytes, layers } of readCapture(changed).packets) assertSound(layers, bytes.length);
    }
  });
});
