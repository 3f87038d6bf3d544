import assert from 'node:assert/strict';
import { CommandError } from '../../../lib/src/transport/command-error.js';
import type { Result } from '../../../lib/src/transport/result.js';

const result: Result = {
  host: 'node1',
  netns: '',
  command: 'ip link set nope up',
  stdout: '',
  stderr: 'Cannot find device "nope"',
  exitCode: 1,
  durationMs: 4,
  timedOut: false,
};

describe('the error of a command', () => {
  it('says where, what, how it ended and what it said', () => {
    const error = new CommandError(result);
    assert.equal(error.message, 'node1: `ip link set nope up` failed with exit code 1.\nCannot find device "nope"');
    assert.equal(error.result, result);
    assert.equal(error.name, 'CommandError');
  });

  it('names the namespace', () => {
    assert.match(new CommandError({ ...result, netns: 'red' }).message, /^red on node1: /);
  });

  it('names the line of several at which it stopped', () => {
    const command = '\n  ip link add br0 type bridge\n  ip link set nope up\n';
    assert.match(
      new CommandError({ ...result, command, failedLine: 3 }).message,
      /line 3, `ip link set nope up`, failed/,
    );
  });

  it('shows the end of stdout where stderr is silent', () => {
    const stdout = Array.from({ length: 30 }, (_, index) => `row ${index}`).join('\n');
    const { message } = new CommandError({ ...result, stderr: '', stdout });
    assert.match(message, /\.\.\.\nrow 10\n[^]*row 29$/);
  });

  it('names the signal', () => {
    assert.match(new CommandError({ ...result, exitCode: 137 }).message, /exit code 137 \(SIGKILL\)/);
  });

  it('tells how to raise the time limit', () => {
    const { message } = new CommandError({ ...result, timedOut: true, exitCode: 124, durationMs: 60_210 });
    assert.match(message, /was ended after 60 s, its time limit/);
    assert.match(message, /node1\.\$\.with\(\{ timeout: 120_000 \}\)/);
  });

  it('ends with the hint', () => {
    assert.match(new CommandError(result, 'Create it first.').message, /\nCreate it first\.$/);
  });
});
