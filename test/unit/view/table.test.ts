import assert from 'node:assert/strict';
import { columnsOf } from '../../../lib/src/view/measure.js';
import { tagged } from '../../../lib/src/view/rows.js';
import { table } from '../../../lib/src/view/table.js';
import { addresses, hostile, links, routes } from './samples.js';
import { matchesSnapshot } from './snapshot.js';

const heads = (text: string): string[] =>
  (text.split('\n')[1] ?? '')
    .split('│')
    .map((head) => head.trim())
    .slice(1, -1);

describe('table', () => {
  it('draws links as it always did', () => {
    const view = table(tagged('link', links), { title: 'node1' });
    matchesSnapshot('links.txt', view.text);
    matchesSnapshot('links.html.txt', view.html);
  });

  it('draws routes and addresses with the columns people look for', () => {
    matchesSnapshot('routes.txt', table(tagged('route', routes)).text);
    matchesSnapshot('addresses.txt', table(tagged('address', addresses)).text);
  });

  it('knows the columns of every kind of rows', () => {
    const samples = {
      neighbour: [{ dst: '10.0.0.2', dev: 'eth0', lladdr: '0a:00:00:00:00:02', state: ['REACHABLE'] }],
      fdb: [
        { mac: '0a:00:00:00:00:02', ifname: 'veth-red', master: 'br0', vlan: 10, state: 'permanent', flags: ['self'] },
      ],
      'bridge-vlan': [
        {
          ifname: 'eth1',
          vlans: [
            { vlan: 1, flags: ['PVID', 'Egress Untagged'] },
            { vlan: 10, vlanEnd: 20 },
          ],
        },
      ],
      'bridge-link': [{ ifname: 'eth1', master: 'br0', state: 'forwarding', priority: 32, cost: 5, flags: ['UP'] }],
      netns: [{ name: 'red', id: 0 }],
    } as const;
    assert.deepEqual(heads(table(tagged('neighbour', samples.neighbour)).text), ['dst', 'dev', 'lladdr', 'state']);
    assert.deepEqual(heads(table(tagged('fdb', samples.fdb)).text), [
      'mac',
      'ifname',
      'master',
      'vlan',
      'state',
      'flags',
    ]);
    assert.match(table(tagged('bridge-vlan', samples['bridge-vlan'])).text, /eth1 +│ 10-20/);
    assert.match(table(tagged('bridge-link', samples['bridge-link'])).text, /forwarding/);
    assert.match(table(tagged('netns', samples.netns)).text, /red +│ +0/);
  });

  it('stays within the terminal, however long the cells are', () => {
    const rows = [{ name: 'x'.repeat(300), words: 'a few words '.repeat(30), n: 1 }];
    for (const width of [40, 100])
      for (const line of table(rows, { width }).text.split('\n')) assert.ok(columnsOf(line) <= width, line);
  });

  it('shows the first eight simple keys of rows it does not know', () => {
    const rows = [{ a: 1, b: { c: 2 } }, Object.fromEntries([...'defghijklm'].map((key) => [key, key]))];
    assert.deepEqual(heads(table(rows).text), [...'adefghij']);
  });

  it('shows the columns that were asked for: keys, paths, and functions', () => {
    const columns = ['b.c', { title: 'twice', value: (row: { a: number }) => row.a * 2 }];
    const { text } = table([{ a: 1, b: { c: 2 } }], { columns });
    assert.deepEqual(heads(text), ['b.c', 'twice']);
    assert.match(text, /│ +2 │ +2 │/);
  });

  it('says so when there are no rows, and counts those that are left out', () => {
    assert.equal(table(tagged('route', [])).text, 'no rows');
    assert.match(table([{ a: 1 }, { a: 2 }, { a: 3 }], { limit: 1 }).text, /and 2 more$/);
  });

  it('shows hostile cells, keys and titles as text', () => {
    const { text, html = '' } = table([{ [hostile]: hostile }], { title: hostile });
    assert.doesNotMatch(html, /<script|\u001b|\u202e/);
    assert.doesNotMatch(text, /\u001b|\u202e/);
  });
});
