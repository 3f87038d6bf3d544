import assert from 'node:assert/strict';
import { terminal } from '../../../lib/src/view/terminal.js';
import { hostile } from './samples.js';
import { matchesSnapshot } from './snapshot.js';

describe('terminal', () => {
  it('looks like a screen', () => {
    const view = terminal({
      host: 'node1',
      netns: 'red',
      command: 'for i in 1 2; do\n  ping -c 1 "10.0.0.$i" # who is there?\ndone',
      stdout: '64 bytes from 10.0.0.1: icmp_seq=1 ttl=64 time=0.04 ms\n',
      stderr: 'ping: connect: Network is unreachable\n',
      exitCode: 2,
      durationMs: 2300,
    });
    matchesSnapshot('terminal.txt', view.text);
    matchesSnapshot('terminal.html.txt', view.html);
  });

  it('says nothing of an exit code of 0', () => {
    assert.equal(
      terminal({ host: 'node1', command: 'echo hi', stdout: 'hi', exitCode: 0, durationMs: 4 }).text,
      'root@node1:~# echo hi\nhi',
    );
  });

  it('leaves out what a cell’s code is indented by, and keeps what the command’s own lines are', () => {
    const command = 'if true; then\n    echo a\n  fi\n\n  cat';
    assert.equal(terminal({ host: 'node1', command }).text, 'root@node1:~# if true; then\n>   echo a\n> fi\n> \n> cat');
    const heredoc = 'cat > a <<END\n  one\nEND';
    assert.equal(terminal({ host: 'node1', command: heredoc }).text, 'root@node1:~# cat > a <<END\n>   one\n> END');
  });

  it('keeps the prompt of a second line out of a string that goes on', () => {
    const { html = '' } = terminal({ host: 'node1', command: 'echo "a\nb"' });
    assert.match(
      html,
      /<span class="hljs-string">&quot;a<\/span>\n<span class="nd-prompt">&#62; <\/span><span class="hljs-string">b/,
    );
  });

  it('leaves out the middle of what no page can take, and says how much', () => {
    const stdout = Array.from({ length: 100_000 }, (_, index) => `line ${index}`).join('\n');
    const lines = terminal({ host: 'node1', command: 'x', stdout }).text.split('\n');
    assert.deepEqual(lines.slice(199, 204), [
      'line 198',
      'line 199',
      '… 99,750 lines left out …',
      'line 99950',
      'line 99951',
    ]);
    assert.equal(lines.length, 252);
    const { html = '' } = terminal({ host: 'node1', command: 'x', stdout: 'x'.repeat(8_000_000) });
    assert.ok(html.length < 20_000);
    assert.match(html, /x … 7,996,000 characters left out/);
  });

  it('shows what was written over last, and no colours', () => {
    assert.match(
      terminal({ host: 'node1', command: 'x', stdout: '1%\r50%\r100%\n\u001b[31mred\u001b[0m' }).text,
      /\n100%\nred$/,
    );
  });

  it('shows hostile output as text', () => {
    const view = terminal({ host: hostile, netns: hostile, command: hostile, stdout: hostile, stderr: hostile });
    assert.doesNotMatch(view.html ?? '', /<script|\u001b|\u202e/);
    assert.doesNotMatch(view.text, /\u001b|\u202e/);
  });
});
