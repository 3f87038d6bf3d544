import assert from 'node:assert/strict';
import type { Drop } from '../../../../lib/src/capture/journey/drop.js';
import { DROP_REASONS } from '../../../../lib/src/capture/journey/drop-reasons.js';
import { endOf } from '../../../../lib/src/capture/journey/ends.js';
import type { Hop } from '../../../../lib/src/capture/journey/journey.js';
import { parseDropReasons, parseSkbDrops } from '../../../../lib/src/parse/skb-drop.js';
import { recording } from '../../../fixtures/recording.js';

const reasons = parseDropReasons(recording('skb-drop/format'));
/** What the kernel said, as a drop on node1 in r. */
const drops = [...parseSkbDrops(recording('skb-drop/trace'))].map(
  ({ location, reason, dev, time }) =>
    ({ host: 'node1', netns: 'r', ...(dev && { ifname: dev }), location, time, reason: reasons.get(reason)! }) as Drop,
);
const hop = (host: string, netns: string, ifname: string): Hop => ({ at: { host, netns, ifname } }) as Hop;
const hops = [hop('node1', 'a', 'a0'), hop('node1', 'r', 'ra'), hop('node1', 'r', 'rb'), hop('node2', '', 'eth0')];

describe('what a drop says of a packet', () => {
  it('is why it ended, in a word, of what a kernel recorded; nothing of a copy that nobody misses', () => {
    assert.deepEqual(
      drops.map((drop) => endOf(drop, hops)?.reason),
      ['ttl', undefined, 'firewall', 'no-listener', 'no-route', undefined, 'firewall', 'not-forwarding'],
    );
  });

  it('is what happened and where, what proves it, and how to look', () => {
    assert.deepEqual(endOf(drops[4]!, hops), {
      after: 1,
      host: 'node1',
      netns: 'r',
      ifname: 'ra',
      reason: 'no-route',
      says: 'There is no route to its destination (node1, namespace r, ra).',
      evidence: ['kfree_skb: IP_INNOROUTES in ip_error, device ra'],
      look: 'ip netns exec r ip route',
    });
  });

  it('tells a machine that does not forward from one that knows no way', () => {
    assert.deepEqual(endOf(drops[7]!, hops), {
      after: 1,
      host: 'node1',
      netns: 'r',
      ifname: 'ra',
      reason: 'not-forwarding',
      says: 'It is for another machine, and this one does not forward what comes in there (node1, namespace r, ra).',
      evidence: ['kfree_skb: IP_INADDRERRORS in ip_error, device ra'],
      look: 'ip netns exec r sysctl net.ipv4.ip_forward net.ipv4.conf.ra.forwarding',
    });
  });

  it('is after the last sighting at its device, else in its namespace, else on its machine', () => {
    const after = (more: Partial<Drop>): number | undefined => endOf({ ...drops[0]!, ...more }, hops)!.after;
    assert.equal(after({}), 1);
    assert.equal(after({ ifname: 'other' }), 2);
    assert.equal(after({ netns: 'gone' }), 2);
    assert.equal(after({ host: 'node2' }), 3);
    assert.equal(after({ host: 'node3' }), undefined);
  });

  it('is what was found out beside, where that is known better', () => {
    const end = endOf({ ...drops[0]!, means: 'vlan', evidence: ['bridge vlan: va has none'] }, hops)!;
    assert.equal(end.reason, 'vlan');
    assert.equal(end.evidence[1], 'bridge vlan: va has none');
  });

  it('is told of one that no row knows, in the kernel’s own words', () => {
    const end = endOf({ ...drops[0]!, location: 'somewhere', reason: 'SOMETHING' }, hops)!;
    assert.equal(end.reason, 'other');
    assert.equal(end.evidence[0], 'kfree_skb: SOMETHING in somewhere, device ra');
  });

  it('is meant by words that this kernel has', () => {
    const words = new Set(reasons.values());
    for (const { reason } of DROP_REASONS)
      if (reason)
        assert.ok(
          [...words].some((word) => reason.test(word)),
          String(reason),
        );
  });
});
