import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { loopCommand } from '../../../lib/src/transport/shell-loop.js';

describe('the command line that starts a shell', () => {
  it('enters a namespace, as root', () => {
    assert.match(
      loopCommand({ netns: '', sudo: false }),
      /^exec perl -e '.*' bash --norc --noprofile -c '.*' bash ''$/,
    );
    assert.match(
      loopCommand({ netns: 'red', sudo: true }),
      /^exec sudo -n ip netns exec red perl -e '.*' bash .* bash red$/,
    );
  });

  it('is one line that bash can read', () => {
    const line = loopCommand({ netns: '', sudo: false }).replace(/^exec /, '');
    assert.doesNotMatch(line, /\n/);
    const script = execFileSync('bash', ['-c', `perl() { printf %s "$7"; }; ${line}`], { encoding: 'utf8' });
    assert.match(script, /^export LC_ALL=C\.UTF-8;.* done$/);
    execFileSync('bash', ['-n', '-c', script]);
  });
});
