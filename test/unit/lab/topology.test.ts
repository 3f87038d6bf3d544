import assert from 'node:assert/strict';
import { topologyModel } from '../../../lib/src/lab/topology.js';
import type { Link, LinkInfoData } from '../../../lib/src/parse/link.js';

const link = (ifindex: number, ifname: string, more: Partial<Link> = {}): Link => ({
  ...{ ifindex, ifname, flags: ['UP', 'LOWER_UP'], mtu: 1500, operstate: 'UP', link_type: 'ether', qdisc: 'noqueue' },
  ...more,
});
const place = (name: string, links: Link[], ids: { nsid: number; name?: string }[] = []) => ({
  ...{ name, links, ids, addresses: [], routes: [] },
});
const devices = (...links: Link[]) =>
  topologyModel([{ host: 'node1', namespaces: [place('', links)] }]).machines[0]!.namespaces[0]!.devices;

describe('The model of a topology', () => {
  it('puts a tunnel on the interface that its settings name', () => {
    const [, vxlan] = devices(
      link(2, 'eth0'),
      link(3, 'vxlan100', { linkinfo: { info_kind: 'vxlan', info_data: { id: 100, link: 'eth0', port: 4789 } } }),
    );
    assert.equal(vxlan?.parent, 'eth0');
    assert.equal(vxlan?.note, 'vni 100, port 4789');
  });

  it('finds what a device sits on that was moved into a namespace', () => {
    const moved = link(9, 'mac0', { link_index: 2, link_netnsid: 0, linkinfo: { info_kind: 'macvlan' } });
    const namespaces = [place('', [link(2, 'eth0')]), place('red', [moved], [{ nsid: 0 }])];
    const { machines } = topologyModel([{ host: 'node1', namespaces }]);
    const [child] = machines[0]!.namespaces[1]!.devices;
    assert.deepEqual([child?.parent, child?.parentNetns], ['eth0', '']);
  });

  it('tells the parent from a namesake in the namespace that the child was moved to', () => {
    const moved = link(9, 'mac0', { link_index: 2, link_netnsid: 0, linkinfo: { info_kind: 'macvlan' } });
    const red = place('red', [link(2, 'eth0'), moved], [{ nsid: 0, name: 'blue' }]);
    const { machines } = topologyModel([{ host: 'node1', namespaces: [red, place('blue', [link(2, 'eth0')])] }]);
    const [, child] = machines[0]!.namespaces[0]!.devices;
    assert.deepEqual([child?.parent, child?.parentNetns], ['eth0', 'blue']);
  });

  it('joins the ends of a netkit pair in two namespaces by a cable, and puts neither on the other', () => {
    const linkinfo = { info_kind: 'netkit', info_data: { mode: 'l3' } };
    const here = link(6, 'nk-blue', { link_index: 2, link_netnsid: 0, linkinfo });
    const there = link(2, 'eth0', { link_index: 6, link_netnsid: 0, linkinfo });
    const namespaces = [place('', [here], [{ nsid: 0, name: 'blue' }]), place('blue', [there], [{ nsid: 0 }])];
    const { cables, machines } = topologyModel([{ host: 'node1', namespaces }]);
    assert.deepEqual(
      cables.map(({ a, b, kind, up }) => [a.ifname, b.namespace, b.ifname, kind, up]),
      [['nk-blue', 'blue', 'eth0', 'netkit', true]],
    );
    assert.equal(machines[0]!.namespaces[1]!.devices[0]!.parent, undefined);
  });

  it('notes what a port does in its bond', () => {
    const port = (state: string, mii_status: string) =>
      devices(link(2, 'eth0', { linkinfo: { info_slave_kind: 'bond', info_slave_data: { state, mii_status } } }))[0];
    assert.equal(port('ACTIVE', 'UP')?.note, 'active, link up');
    assert.equal(port('BACKUP', 'GOING_DOWN')?.note, 'backup, link going down');
    assert.equal(devices(link(2, 'eth0', { linkinfo: { info_slave_kind: 'bridge' } }))[0]?.note, undefined);
  });

  it('notes what tells one device of a kind from another', () => {
    const of = (info_kind: string, info_data: LinkInfoData) =>
      devices(link(2, 'x', { linkinfo: { info_kind, info_data } }));
    assert.equal(of('vlan', { id: 10, protocol: '802.1Q' })[0]?.note, 'vlan 10');
    assert.equal(of('vlan', { id: 10, protocol: '802.1ad' })[0]?.note, 'vlan 10, 802.1ad');
    assert.equal(of('bond', { mode: 'active-backup' })[0]?.note, 'active-backup');
    assert.equal(of('bridge', { vlan_filtering: 1, stp_state: 0 })[0]?.note, 'VLAN filtering');
    assert.equal(of('bridge', { vlan_filtering: 0, stp_state: 0 })[0]?.note, undefined);
    assert.equal(of('ipip', { remote: '10.0.0.2' })[0]?.note, 'to 10.0.0.2');
    assert.equal(of('macvlan', { mode: 'bridge' })[0]?.note, 'bridge mode');
    assert.equal(of('ipvlan', { mode: 'l2', bridge: true })[0]?.note, 'l2 mode');
    assert.equal(of('ipvlan', { mode: 'l3', private: true })[0]?.note, 'l3 mode, private');
    assert.equal(of('netkit', { mode: 'l3', policy: 'forward' })[0]?.note, 'l3 mode');
    assert.equal(of('netkit', { mode: 'l2', policy: 'blackhole' })[0]?.note, 'l2 mode, blackhole');
    assert.equal(of('veth', {})[0]?.note, undefined);
  });
});
