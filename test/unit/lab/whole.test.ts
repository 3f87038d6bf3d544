import assert from 'node:assert/strict';
import { whole } from '../../../lib/src/lab/whole.js';

describe('what a parser is given', () => {
  const result = { host: 'node1', netns: 'red', command: 'ip -j link', stdout: '[]', stderr: '', exitCode: 0 };
  const ended = { durationMs: 1, timedOut: false };

  it('is all that a command printed', () => {
    assert.equal(whole({ ...result, ...ended }), '[]');
    assert.equal(whole({ ...result, ...ended, omitted: { stdout: 0, stderr: 9 } }), '[]');
  });

  it('is an error where the middle of it is missing', () => {
    assert.throws(() => whole({ ...result, ...ended, omitted: { stdout: 1_234_565, stderr: 0 } }), {
      name: 'ParseError',
      message: /^red on node1: `ip -j link` printed 1,234,567 bytes\. That is more than is kept/,
    });
  });
});
