import assert from 'node:assert/strict';
import { recordedView } from '../../../lib/src/view/recorded.js';

const from = { date: '2026-11-27', kernel: 'Linux 6.12', distribution: 'Debian 13' };

describe('the banner over what was recorded', () => {
  it('says of when it is, and what happened instead', () => {
    assert.equal(
      recordedView(from, 'LabError: The lab is down.\nStart it').text,
      'This is the recording of 27 November 2026 (Linux 6.12, Debian 13). What happened here: LabError: The lab is down.',
    );
    assert.match(recordedView(from, 'LabError: down\nStart it').html!, /<details>[^]*<pre>Start it<\/pre>/);
  });

  it('says it, too, where nobody knows of when it is, and a cell failed without a word', () => {
    assert.match(recordedView(undefined, '').text, /was run last\. What happened here: it failed without a word$/);
  });

  it('shows what a machine said as text', () => {
    const { text, html } = recordedView({ ...from, kernel: '<b>\u001b[2J' }, '<img src=x>\n</pre><script>');
    assert.doesNotMatch(html!, /<b>\u001b|<img|<script>/);
    assert.ok(!text.includes('\u001b'));
  });
});
