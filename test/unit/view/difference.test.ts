import assert from 'node:assert/strict';
import { differenceView, type Difference } from '../../../lib/src/view/difference.js';
import { settingsOf } from '../../../lib/src/view/difference/settings.js';
import { hostile, pinged } from './samples.js';
import { matchesSnapshot } from './snapshot.js';

const nothing: Difference = {
  ...{ namespaces: [], links: [], addresses: [], routes: [], neighbours: [], fdb: [], counters: [] },
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
