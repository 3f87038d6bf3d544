import assert from 'node:assert/strict';
import { lineOf } from '../../../lib/src/kernel/line-of.js';

describe('lineOf', () => {
  it('finds a call by its whole text', () => {
    assert.equal(lineOf('const a = 1;\nnode1.$`ip link`;', 'node1.$`ip link`'), 2);
  });

  it('finds a script of several lines by its first', () => {
    assert.equal(lineOf('node1.$`\n  ip link add red\n  ip addr\n`;', 'node1.$`ip link add red\n  ip addr`'), 2);
  });

  it('finds a call whose arguments are computed by its head', () => {
    assert.equal(lineOf('const to = x;\n\nred.ping(to);', "red.ping('10.0.0.1')"), 3);
  });

  it('gives no line where there are several, or none', () => {
    assert.equal(lineOf('a.links();\na.links();', 'a.links()'), undefined);
    assert.equal(lineOf('b.links();', 'a.links()'), undefined);
  });
});
