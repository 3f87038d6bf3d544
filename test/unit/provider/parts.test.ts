import assert from 'node:assert/strict';
import { changesSince, type Ground, type Part } from '../../../lib/src/provider/ssh/part.js';
import { services, sets } from '../../../lib/src/provider/ssh/parts/balancing.js';
import { firewall } from '../../../lib/src/provider/ssh/parts/firewall.js';
import { ipsec } from '../../../lib/src/provider/ssh/parts/ipsec.js';
import { legacyRules } from '../../../lib/src/provider/ssh/parts/legacy.js';
import { links } from '../../../lib/src/provider/ssh/parts/links.js';
import { neighbours } from '../../../lib/src/provider/ssh/parts/neighbours.js';
import { queues } from '../../../lib/src/provider/ssh/parts/queues.js';
import { nextHops, routes, rules } from '../../../lib/src/provider/ssh/parts/routes.js';
import { settings } from '../../../lib/src/provider/ssh/parts/settings.js';

const ground: Ground = { links: new Set(['lo', 'eth0', 'mgmt0']), management: new Set(['mgmt0']) };

/** The commands that lead from one printing back to an older one. */
function undone(part: Part, before: string, now: string): readonly string[] {
  const changes = changesSince(part.entries(before), part.entries(now));
  const rest = changes.filter((change) => !part.follows?.(change, ground));
  return part.undo(rest, ground);
}

const link = (name: string, more: object = {}): object => ({
  ...{ ifindex: 2, ifname: name, flags: ['UP', 'MULTICAST'], mtu: 1500, qdisc: 'noop', operstate: 'UP' },
  ...{ link_type: 'ether', address: '02:00:00:00:00:01', txqlen: 1000, group: 'default', ...more },
});
const table = (...rest: object[]): string =>
  JSON.stringify({ nftables: [{ metainfo: {} }, { table: { family: 'ip', name: 'nat', handle: 1 } }, ...rest] });
const rule = (handle: number, expr: string): object => ({
  rule: { family: 'ip', table: 'nat', chain: 'post', handle, expr: [{ [expr]: null }] },
});

describe('what a reset puts back', () => {
  const cases: readonly (readonly [what: string, part: Part, before: string, now: string, commands: string[]])[] = [
    [
      'a new route is deleted by its own words, a lost one added',
      routes,
      'unicast 10.8.0.0/16 via 10.0.0.2 dev eth0 table main proto static scope global ',
      'blackhole 10.9.0.0/16 table 100 proto boot scope global linkdown \n',
      [
        'ip -4 route del blackhole 10.9.0.0/16 table 100 proto boot scope global',
        'ip -4 route add unicast 10.8.0.0/16 via 10.0.0.2 dev eth0 table main proto static scope global',
      ],
    ],
    [
      'a route by the management interface is left alone, and one by a new interface goes with it',
      routes,
      '',
      'unicast 10.9.0.0/16 dev mgmt0 table main proto boot scope link \nunicast 10.7.0.0/16 dev veth0 table main proto boot scope link ',
      [],
    ],
    [
      'a rule that came with a VRF is deleted',
      rules,
      '0:\tfrom all lookup local',
      '0:\tfrom all lookup local\n1000:\tfrom all lookup [l3mdev-table] proto kernel',
      ['ip -4 rule del pref 1000 from all l3mdev proto kernel'],
    ],
    ['a next hop is deleted by its number', nextHops, '', 'id 9 dev eth0 scope link', ['ip nexthop del id 9']],
    [
      'a neighbour that was written down is deleted',
      neighbours,
      '',
      '10.0.0.9 dev eth0 lladdr 02:00:00:00:00:09 PERMANENT \n10.0.0.8 dev eth0  proxy ',
      ['ip neigh del 10.0.0.9 dev eth0 lladdr 02:00:00:00:00:09 nud permanent', 'ip neigh del proxy 10.0.0.8 dev eth0'],
    ],
    [
      'a queueing discipline goes, the kernel’s own stays',
      queues,
      'qdisc fq_codel 0: dev eth0 root refcnt 2 limit 1',
      'qdisc tbf 8001: dev eth0 root refcnt 2 rate 1\nqdisc clsact ffff: dev eth0 parent ffff:fff1 ',
      ['tc qdisc del dev eth0 root', 'tc qdisc del dev eth0 clsact'],
    ],
    [
      'a setting gets its old value',
      settings,
      '/proc/sys/net/a:0',
      '/proc/sys/net/a:1\n/proc/sys/net/new:1',
      ["printf '%s\\n' 0 > /proc/sys/net/a"],
    ],
    [
      'in a table that was there only what is new goes, one copy of two',
      firewall,
      table(rule(4, 'accept')),
      table(rule(4, 'accept'), rule(5, 'accept'), rule(6, 'drop'), {
        chain: { family: 'ip', table: 'nat', name: 'in', handle: 7 },
      }),
      ['nft delete rule ip nat post handle 5', 'nft delete rule ip nat post handle 6', 'nft delete chain ip nat in'],
    ],
    [
      'a new table goes whole, and a chain gets its old policy',
      firewall,
      table({ chain: { family: 'ip', table: 'nat', name: 'in', policy: 'accept' } }),
      table(
        { chain: { family: 'ip', table: 'nat', name: 'in', policy: 'drop' } },
        { table: { family: 'inet', name: 'w' } },
        { chain: { family: 'inet', table: 'w', name: 'c' } },
      ),
      ['nft delete table inet w', "nft chain ip nat in '{ policy accept; }'"],
    ],
    ['an IPVS service goes', services, '', '-A -t 10.0.0.1:80 -s rr\n', ['ipvsadm -D -t 10.0.0.1:80']],
    ['a set goes', sets, '', 'create foo hash:ip family inet', ['ipset destroy foo']],
    [
      'an interface that was made goes, a card that was renamed gets its name back',
      links,
      JSON.stringify([link('eth0')]),
      JSON.stringify([link('ethX'), link('veth0', { linkinfo: { info_kind: 'veth' } })]),
      ['ip link del dev veth0', 'ip link set dev ethX down', 'ip link set dev ethX name eth0'],
    ],
    [
      'a card is set as before, the one that SSH comes in by is not touched',
      links,
      JSON.stringify([link('eth0', { flags: [] }), link('mgmt0')]),
      JSON.stringify([link('eth0', { mtu: 1400, master: 'br0', flags: ['UP'] }), link('mgmt0', { mtu: 900 })]),
      ['ip link set dev eth0 nomaster', 'ip link set dev eth0 down', 'ip link set dev eth0 mtu 1500'],
    ],
  ];
  for (const [what, part, before, now, commands] of cases) {
    it(what, () => assert.deepEqual(undone(part, before, now), commands));
  }

  it('quotes what a machine called its things', () => {
    const [command] = undone(links, '[]', JSON.stringify([link('a;reboot', { linkinfo: { info_kind: 'dummy' } })]));
    assert.equal(command, "ip link del dev 'a;reboot'");
  });
});

/** Printed by node1: kernel 6.12.118, Debian 13, iptables 1.8.11, iproute2 6.15.0. */
const LEGACY = `# Generated by iptables-save v1.8.11 on Thu Nov 26 15:19:30 2026
*filter
:INPUT ACCEPT [5:200]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [5:200]
COMMIT
# Completed on Thu Nov 26 15:19:30 2026
# Generated by iptables-save v1.8.11 on Thu Nov 26 15:19:30 2026
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [1:40]
:POSTROUTING ACCEPT [1:40]
-A POSTROUTING -s 10.9.0.0/16 -m comment --comment "two words" -j MASQUERADE
COMMIT
# Completed on Thu Nov 26 15:19:30 2026
# Generated by ip6tables-save v1.8.11 on Thu Nov 26 15:19:31 2026
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -p tcp -m tcp --dport 80 -j DROP
COMMIT
# Completed on Thu Nov 26 15:19:31 2026
`;
const XFRM = String.raw`src 10.0.0.1 dst 10.0.0.2\	proto esp spi 0x00000100 reqid 0 mode tunnel\	replay-window 0 \	auth-trunc hmac(sha256) <<Keys hidden>> 96\	enc cbc(aes) <<Keys hidden>>\	anti-replay context: seq 0x0, oseq 0x0, bitmap 0x00000000\	sel src 0.0.0.0/0 dst 0.0.0.0/0 \
src 10.0.0.0/24 dst 10.1.0.0/24 \	dir out priority 0 ptype main \	tmpl src 10.0.0.1 dst 10.0.0.2\		proto esp reqid 0 mode tunnel\
`;

describe('what a reset leaves, and tells', () => {
  const found = (part: Part, text: string): string[] => [...part.entries(text).keys()];

  it('is each rule and each policy of iptables-legacy, as it is typed', () => {
    assert.deepEqual(found(legacyRules, LEGACY), [
      'iptables-legacy -t filter -P FORWARD DROP',
      'iptables-legacy -t nat -A POSTROUTING -s 10.9.0.0/16 -m comment --comment "two words" -j MASQUERADE',
      'ip6tables-legacy -t filter -A INPUT -p tcp -m tcp --dport 80 -j DROP',
    ]);
    assert.deepEqual(undone(legacyRules, '', LEGACY), []);
  });

  it('is IPsec, without its counters', () => {
    assert.deepEqual(found(ipsec, XFRM), [
      'src 10.0.0.1 dst 10.0.0.2 proto esp spi 0x00000100 reqid 0 mode tunnel',
      'src 10.0.0.0/24 dst 10.1.0.0/24 dir out priority 0 ptype main tmpl src 10.0.0.1 dst 10.0.0.2 proto esp reqid 0 mode tunnel',
    ]);
    assert.deepEqual(undone(ipsec, '', XFRM), []);
  });
});
