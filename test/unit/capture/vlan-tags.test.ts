import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readCapture } from '../../../lib/src/capture/capture-reader.js';
import { vlanTags } from '../../../lib/src/capture/vlan-tags.js';

const packets = (name: string) =>
  readCapture(readFileSync(fileURLToPath(new URL(`../../fixtures/captures/${name}.pcap`, import.meta.url)))).packets;

describe('vlanTags', () => {
  it('tells the tag of a frame: its type, its id, its priority', () => {
    for (const frame of packets('vlan')) assert.deepEqual(vlanTags(frame), [{ type: 0x8100, vid: 10, priority: 5 }]);
  });

  it('tells two tags from the outside in', () => {
    for (const frame of packets('qinq'))
      assert.deepEqual(vlanTags(frame), [
        { type: 0x88a8, vid: 100, priority: 0 },
        { type: 0x8100, vid: 10, priority: 0 },
      ]);
  });

  it('tells none where there is none', () => {
    assert.deepEqual(packets('arp-ping').flatMap(vlanTags), []);
  });
});
