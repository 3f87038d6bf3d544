import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readCapture } from '../../../../lib/src/capture/capture-reader.js';
import { decode } from '../../../../lib/src/capture/decode.js';

const recorded = readFileSync(fileURLToPath(new URL('../../../fixtures/captures/arp-ping.pcap', import.meta.url)));
const { packets } = readCapture(recorded);
const ping = packets.find(({ layers }) => layers.some(({ protocol }) => protocol === 'icmp'))!;

describe('a header that the capture cuts', () => {
  it('has the fields that are whole, and is marked', () => {
    // Ethernet 14, IPv4 20, then ICMP: type, code, checksum (4), id (2), seq (2).
    const names = (length: number): string[] => {
      const icmp = decode(ping.bytes.subarray(0, length), 1, ping.length).find(({ protocol }) => protocol === 'icmp')!;
      assert.deepEqual(icmp.marks, length < 42 ? ['cut'] : [], String(length));
      return icmp.fields.map(({ name }) => name);
    };
    assert.deepEqual(names(35), ['type']);
    assert.deepEqual(names(38), ['type', 'code', 'checksum']);
    assert.deepEqual(names(40), ['type', 'code', 'checksum', 'id']);
    assert.deepEqual(names(42), ['type', 'code', 'checksum', 'id', 'seq']);
  });
});
