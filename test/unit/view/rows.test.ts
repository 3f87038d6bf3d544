import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { kindOf } from '../../../lib/src/view/kind.js';
import { tagged } from '../../../lib/src/view/rows.js';
import { viewOf } from '../../../lib/src/view/viewOf.js';
import { links } from './samples.js';

describe('Tagged rows', () => {
  const rows = tagged('link', links);

  it('are equal to the same rows without the tag', () => {
    assert.deepEqual(rows, links);
    assert.equal(JSON.stringify(rows), JSON.stringify(links));
    assert.deepEqual(Object.keys(rows), Object.keys(links));
  });

  it('keep their kind when they are filtered, sliced, joined and sorted', () => {
    assert.equal(kindOf(rows.filter((link) => link.master)), 'link');
    assert.equal(kindOf(rows.filter((link) => link.master).slice(1)), 'link');
    assert.equal(kindOf(rows.concat(rows)), 'link');
    assert.equal(kindOf(rows.slice().sort((a, b) => a.mtu - b.mtu)), 'link');
    assert.equal(kindOf(rows.slice().reverse()), 'link');
  });

  it('become a plain array when they are mapped to something else', () => {
    assert.equal(kindOf(rows.map(({ ifname }) => ({ ifname }))), undefined);
    assert.deepEqual(
      rows.map((link) => link.ifname),
      links.map((link) => link.ifname),
    );
  });

  it('print as a table alone, and as an array inside something else', () => {
    assert.equal(inspect(rows), viewOf(rows).text);
    assert.match(inspect({ rows }), /ifname: 'eth0'/);
  });
});

describe('viewOf', () => {
  it('takes rows, results, views and anything else', () => {
    assert.match(viewOf([{ a: 1 }]).html ?? '', /<table/);
    assert.match(
      viewOf({ host: 'node1', netns: '', command: 'true', stdout: '', exitCode: 0 }).text,
      /root@node1:~# true/,
    );
    const view = { text: 'drawn' };
    assert.equal(viewOf(view), view);
    assert.equal(viewOf(undefined).text, 'undefined');
    assert.equal(viewOf('\u001b[2J').text, '␛[2J');
  });
});
