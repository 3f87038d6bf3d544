import assert from 'node:assert/strict';
import { parseLinks, type Link } from '../../../lib/src/parse/link.js';
import { recording } from '../../fixtures/recording.js';

const links = (name: string) => parseLinks(recording(`ip-link/${name}`));

function named(rows: Link[], ifname: string): Link {
  const row = rows.find((each) => each.ifname === ifname);
  assert.ok(row, `There is no ${ifname}.`);
  return row;
}

describe('parseLinks', () => {
  it('finds only a loopback that is down in a new namespace', () => {
    const [lo, ...others] = links('new-namespace');
    assert.deepEqual(others, []);
    assert.equal(lo?.ifname, 'lo');
    assert.deepEqual(lo?.flags, ['LOOPBACK']);
  });

  it('tells a veth whose other end is in another namespace by number', () => {
    const eth0 = named(links('veth'), 'eth0');
    assert.equal(eth0.linkinfo?.info_kind, 'veth');
    assert.equal(eth0.link, undefined);
    assert.equal(eth0.link_netnsid, 0);
    assert.equal(typeof eth0.link_index, 'number');
    assert.ok(eth0.flags.includes('LOWER_UP'));
    assert.equal(eth0.address, '02:00:00:00:00:01');
  });

  it('tells a veth whose other end is here by name', () => {
    const rows = links('veth-both-ends-here');
    assert.equal(named(rows, 'veth0').link, 'veth1');
    assert.equal(named(rows, 'veth0').operstate, 'LOWERLAYERDOWN');
    assert.equal(named(rows, 'veth1').link, 'veth0');
  });

  it('shows that the carrier is gone when the other end is down', () => {
    const { flags } = named(links('veth-other-end-down'), 'eth0');
    assert.ok(flags.includes('UP') && flags.includes('NO-CARRIER') && !flags.includes('LOWER_UP'), flags.join());
  });

  it('reads less without -d and -s', () => {
    const eth0 = named(links('veth-without-details'), 'eth0');
    assert.equal(eth0.linkinfo, undefined);
    assert.equal(eth0.stats64, undefined);
  });

  it('counts in numbers', () => {
    const { rx, tx } = named(links('veth'), 'eth0').stats64!;
    for (const value of [rx.bytes, rx.packets, tx.dropped, tx.errors]) assert.equal(typeof value, 'number');
  });

  it('drops what a filter left empty', () => {
    assert.deepEqual(
      links('up-only').map(({ ifname }) => ifname),
      ['eth0'],
    );
    assert.deepEqual(links('of-a-type-that-is-not-there'), []);
  });

  it('tells what a port and its bridge are set to', () => {
    const rows = links('bridge-with-ports');
    const { linkinfo } = named(rows, 'br0');
    assert.equal(linkinfo?.info_kind, 'bridge');
    assert.equal(linkinfo?.info_data?.vlan_filtering, 1);
    assert.equal(linkinfo?.info_data?.stp_state, 1);
    assert.equal(linkinfo?.info_data?.forward_delay, 200);
    const port = named(rows, 'port1');
    assert.equal(port.master, 'br0');
    assert.equal(port.promiscuity, 1);
    assert.equal(port.linkinfo?.info_slave_kind, 'bridge');
    assert.equal(port.linkinfo?.info_slave_data?.['learning'], true);
  });

  it('tells the ids of VLANs, one in the other', () => {
    const rows = links('vlan-in-vlan');
    assert.equal(named(rows, 'outer').linkinfo?.info_data?.protocol, '802.1ad');
    assert.equal(named(rows, 'outer').linkinfo?.info_data?.id, 100);
    assert.equal(named(rows, 'inner').link, 'outer');
    assert.equal(named(rows, 'inner').linkinfo?.info_data?.id, 7);
    assert.equal(named(links('vlan'), 'eth0.10').link, 'eth0');
  });

  it('tells what a VLAN makes of priorities, and its flags', () => {
    const { info_data } = named(links('vlan-with-priorities'), 'eth0.10').linkinfo!;
    assert.deepEqual(info_data?.flags, ['REORDER_HDR']);
    assert.deepEqual(info_data?.ingress_qos, [{ from: 3, to: 4 }]);
    assert.deepEqual(info_data?.egress_qos, [
      { from: 0, to: 1 },
      { from: 6, to: 5 },
    ]);
    assert.equal(named(links('vlan'), 'eth0.10').linkinfo?.info_data?.egress_qos, undefined);
  });

  it('tells the ends of a tunnel', () => {
    const vxlan = named(links('vxlan'), 'vxlan100');
    assert.equal(vxlan.mtu, 1450);
    const { id, port, local, remote, link } = vxlan.linkinfo!.info_data!;
    assert.deepEqual(
      { id, port, local, remote, link },
      {
        id: 100,
        port: 4789,
        local: '10.0.0.1',
        remote: '10.0.0.2',
        link: 'eth0',
      },
    );
    const { learning, ageing, ttl, df, udp_csum, external } = vxlan.linkinfo!.info_data!;
    assert.deepEqual([learning, ageing, ttl, df, udp_csum, external], [true, 300, 0, 'unset', true, false]);
    assert.equal(named(links('geneve'), 'gen0').linkinfo?.info_data?.port, 6081);
    assert.equal(named(links('ipip'), 'tunl1').linkinfo?.info_data?.remote, '10.0.0.2');
  });

  it('reads the null that iproute2 prints for a tunnel bound to no interface', () => {
    assert.equal(named(links('gre'), 'gre1').link, null);
  });

  it('tells the mode of macvlan, ipvlan, bond, netkit and the type of tun', () => {
    assert.equal(named(links('macvlan'), 'mac0').linkinfo?.info_data?.mode, 'bridge');
    assert.equal(named(links('ipvlan'), 'ip0').linkinfo?.info_data?.mode, 'l2');
    assert.equal(named(links('netkit'), 'nk0').linkinfo?.info_data?.mode, 'l3');
    const bond = named(links('bond'), 'bond1').linkinfo?.info_data;
    assert.deepEqual([bond?.mode, bond?.miimon, bond?.active_slave], ['active-backup', 100, 'eth1']);
    const rows = links('tap-and-tun');
    assert.equal(named(rows, 'tap0').linkinfo?.info_data?.type, 'tap');
    assert.equal(named(rows, 'tun0').address, undefined);
    assert.equal(named(rows, 'tun0').link_type, 'none');
    const { persist, pi, user } = named(rows, 'tun0').linkinfo!.info_data!;
    assert.deepEqual([persist, pi, user], [true, false, 'root']);
  });

  it('tells which end of a netkit pair it is, and what becomes of packets while no program is attached', () => {
    const ends = ['nk0', 'nk1'].map((name) => named(links('netkit'), name).linkinfo?.info_data);
    assert.deepEqual(
      ends.map((end) => [end?.type, end?.policy, end?.peer_policy, end?.scrub, end?.peer_scrub]),
      [
        ['primary', 'forward', 'forward', 'default', 'default'],
        ['peer', 'forward', 'forward', 'default', 'default'],
      ],
    );
  });

  it('tells what a bond has agreed on by LACP, and with whom', () => {
    const rows = links('bond-of-two-that-agree');
    const { ad_info, ad_lacp_rate, xmit_hash_policy } = named(rows, 'bond1').linkinfo!.info_data!;
    assert.deepEqual([ad_lacp_rate, xmit_hash_policy, ad_info?.num_ports], ['fast', 'layer3+4', 2]);
    assert.equal(ad_info?.partner_mac, named(rows, 'bond2').address);
    for (const port of ['eth1', 'eth2']) {
      const { state, mii_status, perm_hwaddr, ad_aggregator_id, ...more } = named(rows, port).linkinfo!
        .info_slave_data!;
      assert.deepEqual([state, mii_status, ad_aggregator_id], ['ACTIVE', 'UP', ad_info?.aggregator]);
      assert.match(perm_hwaddr!, /^[\da-f:]{17}$/);
      for (const side of [more.ad_actor_oper_port_state_str, more.ad_partner_oper_port_state_str])
        assert.ok(side?.includes('collecting') && side.includes('distributing'), String(side));
    }
  });

  it('tells whom a bond asks whether the far end is there, and which port waits', () => {
    const asks = named(links('bond-that-asks'), 'bond1').linkinfo!.info_data!;
    assert.deepEqual([asks.arp_interval, asks.arp_ip_target], [200, ['10.0.0.2', '10.0.0.3']]);
    const ports = links('bond').filter(({ master }) => master === 'bond1');
    assert.deepEqual(
      ports.map(({ linkinfo }) => linkinfo?.info_slave_data?.state),
      ['ACTIVE', 'BACKUP'],
    );
  });

  it('tells a macvlan that leaves its parent choosy, and the flags of ipvlan', () => {
    const passthru = named(links('macvlan-passthru'), 'mac0').linkinfo?.info_data;
    assert.deepEqual([passthru?.mode, passthru?.nopromisc], ['passthru', true]);
    const flagsOf = ({ linkinfo }: Link) => {
      const { mode, bridge, private: secluded, vepa } = linkinfo!.info_data!;
      return [mode, bridge, secluded, vepa];
    };
    assert.deepEqual(flagsOf(named(links('ipvlan'), 'ip0')), ['l2', true, undefined, undefined]);
    assert.deepEqual(flagsOf(named(links('ipvlan-flags'), 'ip1')), ['l3', undefined, true, undefined]);
    assert.deepEqual(flagsOf(named(links('ipvlan-flags'), 'ip2')), ['l3s', undefined, undefined, true]);
  });

  it('tells further names', () => {
    assert.deepEqual([...named(links('dummy-with-other-names'), 'dummy0').altnames!].sort(), [
      'a-name-longer-than-fifteen',
      'another-name',
    ]);
  });

  it('refuses a number that came as text, and says where', () => {
    const text = recording('ip-link/new-namespace').replace('"mtu":65536', '"mtu":"65536"');
    assert.throws(() => parseLinks(text), /\[0\]\.mtu: expected number, got "65536"/);
  });
});
