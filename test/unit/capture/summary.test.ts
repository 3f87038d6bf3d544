import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { readCapture } from '../../../lib/src/capture/capture-reader.js';
import { summary } from '../../../lib/src/capture/summary.js';

const fixture = (name: string): string => fileURLToPath(new URL(`../../fixtures/captures/${name}`, import.meta.url));

/** What the summaries of a recorded capture say of its BGP messages, packet by packet. */
const bgpIn = (name: string): string[][] =>
  readCapture(readFileSync(fixture(name))).packets.map((packet) =>
    summary(packet)
      .split(', ')
      .filter((words) => words.startsWith('bgp ')),
  );

describe('the summary of a packet', () => {
  for (const name of ['bgp.pcap', 'bgp-internal.pcap']) {
    it(`names the messages of BGP in ${name} as tshark does`, async () => {
      const { stdout } = await execa('tshark', ['-r', fixture(name), '-T', 'fields', '-e', 'bgp.type']);
      const names = ['', 'OPEN', 'UPDATE', 'NOTIFICATION', 'KEEPALIVE', 'ROUTE-REFRESH'];
      const theirs = stdout.split('\n').map((types) => types.split(',').flatMap((type) => names[Number(type)] || []));
      const ours = bgpIn(name).map((messages) => messages.map((words) => words.split(' ')[1]));
      assert.deepEqual(ours, theirs);
      assert.ok(new Set(ours.flat()).size >= 3, String(ours.flat()));
    });
  }

  it('says who opens a session, which networks come and go, and why it ends', () => {
    const told = bgpIn('bgp.pcap').flat();
    for (const words of [
      'bgp OPEN of AS 4200000002',
      'bgp KEEPALIVE',
      'bgp UPDATE to fd20::/32 and fd21:0:0:1::/64',
      'bgp UPDATE no more to 10.20.0.0/16 and 2 more',
      'bgp NOTIFICATION code 6.2',
    ])
      assert.ok(told.includes(words), `${words} is not among ${told.join('; ')}`);
  });
});
