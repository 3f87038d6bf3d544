import assert from 'node:assert/strict';
import * as z from 'zod';
import { ParseError } from '../../../lib/src/errors.js';
import { parseRows } from '../../../lib/src/parse/json.js';

const check = z.looseObject({ ifname: z.string(), inner: z.array(z.looseObject({ mtu: z.number() })).optional() });
const read = (text: string) => parseRows('ip -j link', text, check);

function complaint(text: string): string {
  try {
    read(text);
  } catch (error) {
    assert.ok(error instanceof ParseError, String(error));
    return error.message;
  }
  throw new assert.AssertionError({ message: 'It was read without complaint.' });
}

describe('parseRows', () => {
  it('reads nothing as no rows, because iproute2 prints nothing when there is nothing', () => {
    assert.deepEqual(read(''), []);
    assert.deepEqual(read('\n'), []);
    assert.deepEqual(read('[]'), []);
  });

  it('drops the empty objects that a filter leaves', () => {
    assert.deepEqual(read('[{},{"ifname":"eth0"},{}]'), [{ ifname: 'eth0' }]);
  });

  it('keeps keys that it does not know, in the order they were printed', () => {
    const text = '[{"zebra":1,"ifname":"eth0","inner":[{"mtu":1,"new":null}]}]';
    assert.equal(JSON.stringify(read(text)), text);
  });

  it('names the command and the place, and shows what was expected and what came', () => {
    const message = complaint('[{"ifname":"lo"},{"ifname":"eth0","inner":[{"mtu":1500},{"mtu":"1500"}]}]');
    assert.match(message, /`ip -j link`/);
    assert.match(message, /\[1\]\.inner\[1\]\.mtu: expected number, got "1500"/);
    assert.match(message, /Text around it: \{"mtu":"1500"\}/);
  });

  it('says so when a key is missing or null', () => {
    assert.match(complaint('[{"mtu":1}]'), /\[0\]\.ifname: expected string, got nothing/);
    assert.match(complaint('[{"ifname":null}]'), /\[0\]\.ifname: expected string, got null/);
    assert.match(complaint('[null]'), /\[0\]: expected object, got null/);
  });

  it('shows where truncated JSON ends', () => {
    const text = `[${'{"ifname":"eth0"},'.repeat(100)}{"ifname":"the-last`;
    const message = complaint(text);
    assert.match(message, /This is not JSON/);
    assert.match(message, /"the-last/);
    assert.ok(message.length < 500, message);
  });

  it('shows the text around a stray word in the middle', () => {
    const rows = '{"ifname":"eth0"},'.repeat(50);
    assert.match(complaint(`[${rows}{"ifname":oops},${rows}]`), /"ifname":oops/);
    assert.match(complaint(`[${rows}{"ifname":"eth0" oops},${rows}]`), /oops/);
  });

  it('shows what came instead of JSON, such as a page of HTML or a complaint', () => {
    assert.match(complaint('<!DOCTYPE html><title>Log in</title>'), /<!DOCTYPE html><title>Log in/);
    assert.match(complaint('Cannot open network namespace "red"'), /Cannot open network namespace "red"/);
  });

  it('does not take an object for a list', () => {
    assert.match(complaint('{"ifname":"eth0"}'), /Expected a list, got \{"ifname":"eth0"\}/);
  });

  it('escapes control characters and marks that reorder text', () => {
    const message = complaint('\u001b[31m\u202eevil\u0007\n');
    assert.match(message, /\\u001b\[31m\\u202eevil\\u0007\\n/);
    // The message's own line ends are the only control characters left.
    assert.doesNotMatch(message.replaceAll('\n', ''), /[\p{Cc}\p{Cf}]/u);
  });

  it('gives up on a megabyte of garbage, with a short message', function () {
    this.timeout(60_000); // not for ever: what takes the square of the time would take hours
    const megabyte = 1_000_000;
    const garbage = [
      'x'.repeat(megabyte),
      '['.repeat(1000),
      `[${'1,'.repeat(megabyte / 2)}1]`,
      `[{"ifname":"${'y'.repeat(megabyte)}"`,
      `[{"ifname":${JSON.stringify(['z'.repeat(megabyte)])}}]`,
      `[{"ifname":"eth0","inner":[${'1,'.repeat(megabyte / 2)}1]}]`,
    ];
    for (const text of garbage) assert.ok(complaint(text).length < 600);
  });

  it('lets keys named like the prototype through without touching any prototype', () => {
    const [row] = read('[{"ifname":"eth0","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}]');
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
    assert.equal((row as Record<string, unknown>)['polluted'], undefined);
    assert.equal(Object.getPrototypeOf(row), Object.prototype);
    assert.ok(Object.hasOwn(row!, '__proto__'), 'The key itself is still there.');
  });

  it('does not drop a row whose only key is named like the prototype', () => {
    assert.match(complaint('[{"__proto__":{}}]'), /expected string, got nothing/);
  });
});
