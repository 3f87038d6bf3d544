import assert from 'node:assert/strict';
import { replayView } from '../../../lib/src/view/replay.js';

describe('replayView', () => {
  it('says that no machine runs, of when the recording is, and how to have machines', () => {
    const from = { chapter: 'veth', date: '2026-11-27', kernel: 'Linux 6.12', distribution: '<Debian> 13' };
    const { text, html } = replayView(from);
    assert.equal(
      text,
      'A recording of 27 November 2026 (Linux 6.12, <Debian> 13): no machine runs, and only the recorded cells have answers. With machines: npx netdive start veth',
    );
    assert.match(html!, /&#60;Debian&#62; 13.*<code>npx netdive start veth<\/code>/s);
  });
});
