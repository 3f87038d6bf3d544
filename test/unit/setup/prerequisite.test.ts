import assert from 'node:assert/strict';
import { LabError } from '../../../lib/src/errors.js';
import { examine, missing, note, ok, type Prerequisite } from '../../../lib/src/setup/prerequisite.js';

const row = (probe: Prerequisite['probe'], packages?: string[]): Prerequisite => ({
  what: 'Something',
  for: 'lab',
  probe,
  ...(packages && { packages }),
});

describe('examining what a computer must have', () => {
  it('tells what is here from what is worth knowing and from what is missing', async () => {
    const findings = await examine([row(() => ok('Here.')), row(() => note('Slow.')), row(() => missing('Gone.'))]);
    assert.deepEqual(
      findings.map(({ state, ok }) => [state, ok]),
      [
        ['ok', true],
        ['note', true],
        ['missing', false],
      ],
    );
  });

  it('gives up a probe that never answers', async () => {
    const [finding] = await examine([row(() => new Promise(() => undefined))], 30);
    assert.equal(finding!.ok, false);
    assert.match(finding!.found, /could not be found out within 0\.03 seconds/);
  });

  it('takes a probe that fails for a missing thing, and its error’s cure for what mends it', async () => {
    const [one, other] = await examine([
      row(() => Promise.reject(new LabError('No disk.', 'Buy one.'))),
      row(() => {
        throw new Error('No idea.');
      }),
    ]);
    assert.deepEqual([one!.found, one!.mend], ['No disk.', 'Buy one.']);
    assert.deepEqual([other!.found, other!.mend], ['No idea.', undefined]);
  });

  it('mends by installing the packages that bring a thing, where the probe knows nothing better', async () => {
    const [plain, better, here] = await examine([
      row(() => missing('Gone.'), ['bringer']),
      row(() => missing('Old.', 'Take a newer system.'), ['bringer']),
      row(() => ok('Here.'), ['bringer']),
    ]);
    assert.match(plain!.mend!, /^sudo apt-get update && sudo apt-get install .* bringer$/);
    assert.equal(better!.mend, 'Take a newer system.');
    assert.equal(here!.mend, undefined);
  });
});
