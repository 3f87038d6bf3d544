import assert from 'node:assert/strict';
import { adviceFor } from '../../../lib/src/kernel/advice.js';

describe('adviceFor', () => {
  it('sends who lacks a name of the library to the cell that imports it', async () => {
    for (const name of Object.keys(await import('../../../lib/src/index.js')))
      assert.match(adviceFor(`1:1 - Cannot find name '${name}'.\n`) ?? '', /is not imported yet/, name);
  });

  it('leaves alone what the compiler has a proposal for, and what a command prints', () => {
    assert.equal(adviceFor("1:1 - Cannot find name 'shwo'. Did you mean 'show'?\n"), undefined);
    assert.equal(adviceFor('bash: line 1: ipp: command not found\n'), undefined);
    assert.equal(adviceFor(''), undefined);
  });
});
