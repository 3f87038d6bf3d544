import assert from 'node:assert/strict';
import type { Drop } from '../../../../lib/src/capture/journey/drop.js';
import { packetFrom } from '../../../../lib/src/capture/packet-from.js';
import type { MachineFacts } from '../../../../lib/src/lab/facts.js';
import { isManagement } from '../../../../lib/src/lab/follow/management.js';
import { parseAddresses } from '../../../../lib/src/parse/address.js';

/** A machine as the lab has it, with the address that SSH comes in by. */
const machine: MachineFacts = {
  host: 'node2',
  namespaces: [
    {
      name: '',
      links: [],
      routes: [],
      ids: [],
      addresses: parseAddresses(
        JSON.stringify([
          {
            ifindex: 2,
            ifname: 'mgmt0',
            flags: ['UP'],
            mtu: 1500,
            operstate: 'UP',
            addr_info: [{ family: 'inet', local: '192.168.127.12', prefixlen: 24, scope: 'global', label: 'mgmt0' }],
          },
        ]),
      ),
    },
  ],
};

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
    assert.ok(isManagement(drop(ours), machine));
    assert.ok(isManagement(drop(fin('192.168.127.12', '192.168.127.2')), machine));
    assert.ok(isManagement(drop(fin('10.0.0.1', '10.0.0.2'), { ifname: 'mgmt0' }), machine));
  });

  it('is the chapter’s elsewhere', () => {
    assert.ok(!isManagement(drop(fin('10.0.0.1', '10.0.0.2')), machine));
    assert.ok(!isManagement(drop(fin('192.168.127.2', '192.168.127.12'), { netns: 'red' }), machine));
    assert.ok(!isManagement(drop(fin('192.168.127.2', '192.168.127.12')), { host: 'theirs', namespaces: [] }));
  });
});
