import assert from 'node:assert/strict';
import { blankPredictions } from '../../../lib/src/course/blank-predictions.js';

describe('blankPredictions', () => {
  it('takes out answers of every shape', () => {
    const blank = '/* your answer */ undefined';
    const pairs = [
      ["predict('a', 64);", `predict('a', ${blank});`],
      ["predict(\"it's\", 'a, (b)'); x(1)", `predict("it's", ${blank}); x(1)`],
      ["predict('a', ['x', f(1)]);\npredict('b',\n  { a: 1 });", `predict('a', ${blank});\npredict('b',\n  ${blank});`],
      ['predict(`a`, `b)`)', `predict(\`a\`, ${blank})`],
      ["outcome('a', ping.ttl);", "outcome('a', ping.ttl);"],
    ];
    for (const [before, after] of pairs) assert.equal(blankPredictions(before ?? ''), after);
  });
});
