import assert from 'node:assert/strict';
import { checkView } from '../../../lib/src/view/check.js';
import { predictionView } from '../../../lib/src/view/prediction.js';
import { hostile } from './samples.js';
import { matchesSnapshot } from './snapshot.js';

describe('checkView', () => {
  it('gives a sign, a word and a hint, not a colour alone', () => {
    const fails = checkView({ claim: 'no router was crossed', holds: false, hint: 'Look at the ttl.', predicted: 64 });
    matchesSnapshot('check-fails.txt', fails.text);
    matchesSnapshot('check-fails.html.txt', fails.html);
    const holds = checkView({ claim: 'no router was crossed', holds: true, hint: 'Look at the ttl.' });
    assert.equal(holds.text, '✔ no router was crossed');
    matchesSnapshot('check-holds.html.txt', holds.html);
  });

  it('tells what is still to be solved from what failed', () => {
    const open = checkView({ claim: 'red answers', holds: false, open: true, hint: 'Stuck?' });
    assert.equal(open.text, '○ open: red answers\n  Stuck?');
    assert.match(open.html!, /nd-open.*<b class="nd-word">open<\/b>/s);
    assert.equal(checkView({ claim: 'red answers', holds: true, open: true }).text, '✔ red answers');
  });

  it('shows a hostile claim as text', () => {
    const view = checkView({ claim: hostile, holds: false, hint: hostile, predicted: hostile });
    assert.doesNotMatch(view.html ?? '', /<script/);
    assert.doesNotMatch(view.text, /\u001b|\u202e/);
  });
});

describe('predictionView', () => {
  it('tells what was said before, and what came of it', () => {
    assert.equal(predictionView({ what: 'ttl', answer: 64 }).text, '? ttl: you say 64');
    assert.equal(
      predictionView({ what: 'ttl', answer: 64, actual: 63, holds: false }).text,
      '✘ ttl: you said 64, it is 63',
    );
    assert.match(predictionView({ what: 'ttl', answer: 64, holds: true }).html ?? '', /as predicted/);
  });

  it('says when nothing was predicted', () => {
    assert.equal(predictionView({ what: 'ttl', answer: undefined }).text, '? ttl: you say nothing yet');
  });
});
