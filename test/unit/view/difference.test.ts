import assert from 'node:assert/strict';
import { differenceView, type Difference } from '../../../lib/src/view/difference.js';
import { settingsOf } from '../../../lib/src/view/difference/settings.js';
import { hostile } from './samples.js';
import { matchesSnapshot } from './snapshot.js';

const nothing: Difference = {
  ...{ namespaces: [], links: [], addresses: [], routes: [], neighbours: [], fdb: [], counters: [] },
};
const here = { host: 'node1', netns: '' };
const red = { host: 'node1', netns: 'red' };
const link = { ifindex: 5, mtu: 1500, operstate: 'UP', link_type: 'ether', qdisc: 'noqueue' };
const none = { packets: 0, bytes: 0, errors: 0, dropped: 0 };

/** What a ping through a new bridge leaves behind, and some more. */
export const pinged: Difference = {
  namespaces: [{ ...red, name: 'red', change: 'added' }],
  links: [
    { ...link, ...red, ifname: 'eth0', flags: ['UP'], change: 'added', linkinfo: { info_kind: 'veth' } },
    {
      ...{
        ...link,
        ...here,
        ifname: 'veth0',
        flags: ['BROADCAST', 'UP', 'LOWER_UP'],
        master: 'br0',
        change: 'changed',
      },
      was: { flags: ['BROADCAST'], master: undefined, operstate: 'DOWN' },
    },
  ],
  addresses: [
    { ...red, ifname: 'eth0', family: 'inet', local: '10.0.0.2', prefixlen: 24, scope: 'global', change: 'added' },
  ],
  routes: [{ ...red, dst: 'default', gateway: '10.0.0.1', dev: 'eth0', flags: [], change: 'removed' }],
  neighbours: [
    {
      ...{ ...red, dst: '10.0.0.1', dev: 'eth0', lladdr: '0a:00:00:00:00:01', state: ['REACHABLE'], change: 'changed' },
      was: { lladdr: undefined, state: ['INCOMPLETE'] },
    },
  ],
  fdb: [{ ...here, mac: '0a:00:00:00:00:02', ifname: 'veth0', master: 'br0', vlan: 1, flags: [], change: 'added' }],
  counters: [
    { ...here, ifname: 'veth0', rx: { ...none, packets: 3, bytes: 238 }, tx: { ...none, packets: 2, bytes: 140 } },
    { ...red, ifname: 'eth0', rx: { ...none, packets: 2, bytes: 140, dropped: 1 }, tx: none },
  ],
};

describe('The view of what changed', () => {
  it('draws as it always did', () => {
    const { text, html } = differenceView(pinged);
    matchesSnapshot('difference.txt', text);
    matchesSnapshot('difference.html.txt', html);
  });

  it('says so where nothing changed', () => {
    assert.equal(differenceView(nothing).text, 'nothing changed, and nothing was counted');
  });

  it('marks each change with a sign and a word', () => {
    const { html = '' } = differenceView(pinged);
    for (const mark of ['+ added', '− removed', '~ changed']) assert.ok(html.includes(mark), mark);
  });

  it('shows hostile names as text', () => {
    const bad = { host: hostile, netns: hostile, name: hostile, change: 'added' as const };
    const { text, html = '' } = differenceView({ ...nothing, namespaces: [bad] });
    assert.doesNotMatch(html, /<script|\u001b|\u202e/);
    assert.doesNotMatch(text, /\u001b|\u202e/);
  });

  it('compares settings inside of settings, and lists without their order', () => {
    const was = { flags: ['UP', 'LOWER_UP'], linkinfo: { info_data: { vlan_filtering: 0, gc_timer: 3 } } };
    const is = { flags: ['LOWER_UP', 'UP'], linkinfo: { info_data: { vlan_filtering: 1, gc_timer: 9 } } };
    assert.deepEqual(settingsOf(was, is), [{ path: 'linkinfo.info_data.vlan_filtering', was: 0, is: 1 }]);
  });
});
