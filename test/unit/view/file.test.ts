import assert from 'node:assert/strict';
import { file } from '../../../lib/src/view/file.js';
import { hostile } from './samples.js';

describe('a file', () => {
  it('shows where it is and what is in it', () => {
    assert.equal(file({ host: 'node1', path: '/etc/hosts', text: 'a\nb\n' }).text, 'node1:/etc/hosts\na\nb');
  });

  it('that is long shows its beginning, and says how much more there is', () => {
    const { text } = file({ host: 'node1', path: '/x', text: 'line\n'.repeat(100) });
    assert.equal(text.split('\n').length, 62);
    assert.match(text, /\nline\n\.\.\. and 201 more characters$/);
    assert.match(file({ host: 'node1', path: '/x', text: 'x'.repeat(20_000) }).text, /and 10,000 more characters$/);
  });

  it('shows hostile text as text', () => {
    const view = file({ host: hostile, path: hostile, text: hostile });
    assert.doesNotMatch(view.html ?? '', /<script|\u001b|\u202e/);
    assert.doesNotMatch(view.text, /\u001b|\u202e/);
  });
});
