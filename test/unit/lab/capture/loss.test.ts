import assert from 'node:assert/strict';
import { strayParenthesis } from '../../../../lib/src/lab/capture/filter-place.js';
import { lossOf } from '../../../../lib/src/lab/capture/loss.js';
import { tcpdumpLine, tcpdumpWords } from '../../../../lib/src/lab/capture/tcpdump.js';

// In the words of tcpdump 4.99.5 (tcpdump.c, info()).
const SAID = `tcpdump: data link type LINUX_SLL2
tcpdump: listening on any, link-type LINUX_SLL2 (Linux cooked v2), snapshot length 2048 bytes
12 packets captured
15 packets received by filter
3 packets dropped by kernel
`;

describe('what tcpdump says of its packets', () => {
  const tap = { netns: 'red' };

  it('is told: how many came, and how many were lost', () => {
    assert.deepEqual(lossOf('node1', tap, { said: SAID, complete: true }, 12), {
      ...{ host: 'node1', netns: 'red', ifname: 'any' },
      ...{ captured: 12, received: 15, dropped: 3 },
    });
  });

  it('is told as far as it got: of one that was broken off only what came is known', () => {
    const { captured, received, fault } = lossOf('node1', tap, { said: '', complete: false }, 7);
    assert.deepEqual([captured, received], [7, undefined]);
    assert.match(fault ?? '', /connection to node1 broke/);
  });

  it('has its fault with it, without what it says to everybody, or only warns of', () => {
    // On a GRE tunnel.
    const warned = 'tcpdump: WARNING: arptype 778 not supported by libpcap - falling back to cooked socket';
    const said = `${warned}\n${SAID}tcpdump: The interface disappeared\n`;
    assert.equal(lossOf('node1', tap, { said, complete: true }, 12).fault, 'tcpdump: The interface disappeared');
  });
});

describe('a capture’s filter', () => {
  it('may not close a parenthesis that it has not opened', () => {
    assert.equal(strayParenthesis('(icmp or arp) and host 10.0.0.1'), undefined);
    assert.match(strayParenthesis('icmp) or (tcp') ?? '', /\n {2}icmp\) or \(tcp\n {6}\^\n/);
  });

  it('is one word for tcpdump, behind the end of its options, and quoted for a person', () => {
    const words = tcpdumpWords({ netns: 'red', ifname: 'eth0', direction: 'in' }, { filter: '-w /etc/passwd' });
    assert.deepEqual(words.slice(-2), ['--', '-w /etc/passwd']);
    assert.ok(words.includes('-p'));
    assert.match(tcpdumpLine({ netns: '' }, { filter: 'tcp port 80' }), /'tcp port 80'$/);
  });
});
