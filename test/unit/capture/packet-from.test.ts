import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readCapture } from '../../../lib/src/capture/capture-reader.js';
import { packetFrom, type BeginsWith } from '../../../lib/src/capture/packet-from.js';

const frames = readCapture(
  readFileSync(fileURLToPath(new URL('../../fixtures/captures/arp-ping.pcap', import.meta.url))),
).packets;
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('packetFrom', () => {
  it('reads a frame from its digits like a capture reads it', () => {
    for (const { bytes, layers, length } of frames) {
      for (const form of [hex(bytes), bytes]) {
        const read = packetFrom(form, 'ethernet');
        assert.deepEqual(read.layers, layers);
        assert.equal(read.length, length);
      }
    }
  });

  it('reads what is behind the Ethernet header as a tun device has it', () => {
    const frame = frames.find(({ layers }) => layers[1]?.protocol === 'ipv4')!;
    const read = packetFrom(hex(frame.bytes.subarray(14)), 'ip');
    assert.deepEqual(
      read.layers.map(({ protocol }) => protocol),
      frame.layers.slice(1).map(({ protocol }) => protocol),
    );
    assert.equal(read.layers[0]!.offset, 0);
  });

  it('takes digits in groups and lines, large and small', () => {
    const { layers } = packetFrom(' 4500 001C 0000\n0000 4001 0000 0a09\t0001 0a09 0002 0800 0000 0000 0000\n', 'ip');
    assert.deepEqual(
      layers.map(({ protocol }) => protocol),
      ['ipv4', 'icmp'],
    );
  });

  it('says what is wrong with a text that is no packet', () => {
    assert.throws(() => packetFrom('holds tun0', 'ip'), /there is "h"\.\nGive the digits of one packet/);
    assert.throws(() => packetFrom('450', 'ip'), /half a byte, 3 digits/);
    assert.throws(() => packetFrom(' \n', 'ip'), /the text is empty/);
    assert.throws(() => packetFrom('45', 'toString' as BeginsWith), /does not begin with "toString"/);
  });
});
