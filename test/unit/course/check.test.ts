import assert from 'node:assert/strict';
import { check } from '../../../lib/src/course/check.js';
import { outcome, predict } from '../../../lib/src/course/predict.js';
import { readVerdict, verdictMime } from '../../../lib/src/course/verdict.js';
import { Cell, runInCell } from '../../../lib/src/kernel/cell.js';

interface Shown {
  readonly text: string;
  readonly verdict: ReturnType<typeof readVerdict>;
  readonly update: boolean;
}

function shownBy(work: () => void): Shown[] {
  const shown: Shown[] = [];
  const cell = new Cell(
    1,
    '',
    () => undefined,
    ({ data }, update = false) =>
      shown.push({ text: String(data['text/plain']), verdict: readVerdict(data[verdictMime]), update }),
  );
  runInCell(cell, work);
  return shown;
}

describe('check', () => {
  it('gives a verdict and goes on', () => {
    const [right, wrong] = shownBy(() => {
      check('a', () => true, 'hint');
      check('b', () => false, 'hint');
    });
    assert.deepEqual(right?.verdict, { kind: 'check', claim: 'a', holds: true, hint: 'hint' });
    assert.match(wrong?.text ?? '', /^✘ b\n {2}hint/);
  });

  it('catches what the claim throws', () => {
    const [shown] = shownBy(() => check('a', () => JSON.parse('{') as boolean));
    assert.equal(shown?.verdict?.holds, false);
    assert.match(shown?.verdict?.hint ?? '', /could not be judged: /);
  });

  it('takes neither a number nor a promise for the truth', async () => {
    const [number, promise] = shownBy(() => {
      check('a', () => 1 as unknown as boolean);
      check('b', () => Promise.reject(new Error('no')) as unknown as boolean);
    });
    assert.match(number?.verdict?.hint ?? '', /came to 1, which is neither true nor false/);
    assert.match(promise?.verdict?.hint ?? '', /Await the facts/);
    await new Promise((resolve) => setImmediate(resolve));
  });

  it('is one verdict a claim and cell: broken once is broken', () => {
    const shown = shownBy(() => [true, true, false, true].forEach((holds) => check('a', () => holds)));
    assert.deepEqual(
      shown.map(({ verdict, update }) => [verdict?.holds, update]),
      [
        [true, false],
        [false, true],
      ],
    );
  });
});

describe('predict and outcome', () => {
  const verdictOf = (answer: unknown, actual: unknown): boolean | undefined =>
    shownBy(() => {
      predict('what', answer);
      outcome('what', actual);
    }).at(-1)?.verdict?.holds;

  it('tell whether a prediction was right, as a person would', () => {
    assert.equal(verdictOf(64, 64), true);
    assert.equal(verdictOf('64', 64), true);
    assert.equal(verdictOf(' The  Bridge', 'the bridge'), true);
    assert.equal(verdictOf(['eth0', 'eth1'], ['eth0', 'eth1']), true);
    assert.equal(verdictOf(63, 64), false);
    assert.equal(verdictOf(['eth0'], 'eth0'), false);
  });

  it('say what is to be done where nothing was predicted', () => {
    const [asked, told] = shownBy(() => {
      predict('what', undefined);
      outcome('what', 64);
    });
    assert.match(asked?.text ?? '', /Write your prediction first/);
    assert.equal(asked?.verdict, undefined);
    assert.equal(told?.verdict?.holds, false);
  });
});
