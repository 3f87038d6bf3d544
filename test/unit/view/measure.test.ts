import assert from 'node:assert/strict';
import { columnsOf, padTo, shorten, wrap } from '../../../lib/src/view/measure.js';

describe('Measures of text', () => {
  it('count wide characters twice and combining marks not at all', () => {
    assert.deepEqual(['eth0', '網橋', 'e\u0301'].map(columnsOf), [4, 4, 1]);
    assert.equal(padTo('網', 4), '網  ');
  });

  it('leave out the middle of what is too long', () => {
    assert.equal(shorten('a-very-long-name', 9), 'a-ve…name');
    assert.equal(shorten('eth0', 9), 'eth0');
  });

  it('break where an address may be broken, and lose nothing', () => {
    const address = '2001:db8:1234:5678:9abc:def0:1234:5678/128';
    assert.deepEqual(wrap(address, 24), ['2001:db8:1234:5678:9abc:', 'def0:1234:5678/128']);
    assert.equal(wrap('x'.repeat(100), 24).join(''), 'x'.repeat(100));
  });
});
