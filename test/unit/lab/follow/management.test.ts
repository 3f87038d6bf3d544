import assert from 'node:assert/strict';
import type { Drop } from '../../../../lib/src/capture/journey/drop.js';
import type { KnownDevice } from '../../../../lib/src/capture/journey/lost.js';
import { packetFrom } from '../../../../lib/src/capture/packet-from.js';
import { isManagement } from '../../../../lib/src/lab/follow/management.js';

/** The NIC that SSH comes in by, as the lab has it. */
const devices: readonly KnownDevice[] = [
  { host: 'node2', netns: '', ifname: 'mgmt0', addresses: ['192.168.127.12'], heard: false },
];

/** An IPv4 header from the first address to the second, and TCP’s FIN and ACK. */
const fin = (from: string, to: string): string =>
  `4500 0028 0000 4000 4006 0000 ${hex(from)} ${hex(to)} bf1c 0016 00000001 00000001 5011 0400 0000 0000`;
const hex = (address: string): string =>
  address
    .split('.')
    .map((part) => Number(part).toString(16).padStart(2, '0'))
    .join('');

const drop = (packet: string, more: Partial<Drop> = {}): Drop => ({
  host: 'node2',
  netns: '',
  time: 0n,
  location: 'tcp_v4_do_rcv',
  reason: 'TCP_ACK_UNSENT_DATA',
  packet: packetFrom(packet, 'ip'),
  ...more,
});

describe('what a machine throws away', () => {
  it('is the lab’s own where it came by the NIC of SSH, or was sent to its address, as by a connection that a rewind cut', () => {
    const ours = fin('192.168.127.2', '192.168.127.12');
    assert.ok(isManagement(drop(ours), devices));
    assert.ok(isManagement(drop(fin('192.168.127.12', '192.168.127.2')), devices));
    assert.ok(isManagement(drop(fin('10.0.0.1', '10.0.0.2'), { ifname: 'mgmt0' }), devices));
  });

  it('is the chapter’s elsewhere', () => {
    assert.ok(!isManagement(drop(fin('10.0.0.1', '10.0.0.2')), devices));
    assert.ok(!isManagement(drop(fin('192.168.127.2', '192.168.127.12'), { netns: 'red' }), devices));
    assert.ok(!isManagement(drop(fin('192.168.127.2', '192.168.127.12')), []));
  });
});
