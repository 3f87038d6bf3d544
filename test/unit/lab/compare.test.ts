import assert from 'node:assert/strict';
import { compare } from '../../../lib/src/lab/compare.js';
import type { NamespaceState } from '../../../lib/src/lab/state.js';
import type { Link } from '../../../lib/src/parse/link.js';

const counters = (packets: number, dropped = 0) => ({ packets, bytes: packets * 98, errors: 0, dropped });
export const link = (ifindex: number, ifname: string, more: Partial<Link> = {}): Link => ({
  ...{ ifindex, ifname, flags: ['UP', 'LOWER_UP'], mtu: 1500, operstate: 'UP', link_type: 'ether', qdisc: 'noqueue' },
  stats64: { rx: counters(0), tx: counters(0) },
  ...more,
});
export const state = (netns: string, more: Partial<NamespaceState> = {}): NamespaceState => ({
  ...{ host: 'node1', netns, links: [], addresses: [], routes: [], neighbours: [], fdb: [] },
  ...more,
});
const nothing = { namespaces: [], links: [], addresses: [], routes: [], neighbours: [], fdb: [], counters: [] };

describe('The difference between two looks', () => {
  it('is nothing where only time has passed', () => {
    const bridge = (gc_timer: number) => link(3, 'br0', { linkinfo: { info_kind: 'bridge', info_data: { gc_timer } } });
    const neighbour = (used: number) => ({ dst: '10.0.0.2', dev: 'eth0', state: ['STALE'], used });
    const route = (expires: number) => ({ dst: 'default', dev: 'eth0', flags: [], expires });
    const address = (valid_life_time: number) => ({
      ...{ ifindex: 2, ifname: 'eth0', flags: [], mtu: 1500, operstate: 'UP' },
      addr_info: [{ family: 'inet', local: '10.0.0.1', prefixlen: 24, scope: 'global', valid_life_time }],
    });
    const at = (time: number): NamespaceState =>
      state('', {
        ...{ links: [bridge(time)], neighbours: [neighbour(time)], routes: [route(time)], addresses: [address(time)] },
      });
    assert.deepEqual(compare([at(9)], [at(4)]), nothing);
  });

  it('tells what came, what went, and what is otherwise, with what it was', () => {
    const before = state('', { links: [link(2, 'eth0'), link(3, 'veth0'), link(4, 'gone')] });
    const after = state('', {
      links: [link(2, 'eth0'), link(3, 'renamed', { flags: ['UP'], master: 'br0' }), link(5, 'new')],
    });
    const { links } = compare([before], [after]);
    assert.deepEqual(
      links.map(({ ifname, change, was }) => [ifname, change, was]),
      [
        ['renamed', 'changed', { ifname: 'veth0', flags: ['UP', 'LOWER_UP'], master: undefined }],
        ['new', 'added', undefined],
        ['gone', 'removed', undefined],
      ],
    );
  });

  it('tells of a namespace that came with all that is in it', () => {
    const red = state('red', { links: [link(1, 'lo')] });
    const { namespaces, links } = compare([state('')], [state(''), red]);
    assert.deepEqual(namespaces, [{ host: 'node1', netns: 'red', name: 'red', change: 'added' }]);
    assert.deepEqual([links[0]?.netns, links[0]?.ifname, links[0]?.change], ['red', 'lo', 'added']);
    assert.equal(compare([state(''), red], [state('')]).namespaces[0]?.change, 'removed');
  });

  it('keeps two machines, two families and two equal routes apart', () => {
    const way = { dst: 'default', dev: 'eth0', flags: [] };
    const six = { ...way, pref: 'medium' };
    const both = [state(''), { ...state(''), host: 'node2' }];
    const { routes } = compare(both, [both[0]!, { ...both[1]!, routes: [way, six, six] }]);
    assert.deepEqual(
      routes.map(({ host, change }) => `${host} ${change}`),
      ['node2 added', 'node2 added', 'node2 added'],
    );
  });

  it('counts only on the interfaces where something moved', () => {
    const with_ = (rx: object, tx: object) => ({ stats64: { rx, tx } as Link['stats64'] }) as Partial<Link>;
    const before = state('', { links: [link(2, 'eth0', with_(counters(5), counters(5))), link(3, 'eth1')] });
    const after = state('', { links: [link(2, 'eth0', with_(counters(7, 1), counters(5))), link(3, 'eth1')] });
    const zero = counters(0);
    assert.deepEqual(compare([before], [after]).counters, [
      { host: 'node1', netns: '', ifname: 'eth0', rx: { packets: 2, bytes: 196, errors: 0, dropped: 1 }, tx: zero },
    ]);
  });
});
