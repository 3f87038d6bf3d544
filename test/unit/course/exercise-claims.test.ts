import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exerciseClaims } from '../../../lib/src/course/exercise-claims.js';
import { checkout } from '../../../lib/src/paths.js';

describe('the claims of exercises', () => {
  const folder = mkdtempSync(join(tmpdir(), 'claims-'));
  after(() => rmSync(folder, { recursive: true }));

  it('are those after an exercise, up to the next heading', () => {
    assert.deepEqual(
      [...exerciseClaims(join(checkout, 'notebooks', '02-bridge.ipynb'))],
      [
        'red reaches green again, by the bridge alone',
        'red reaches blue, and neither green nor the machine reaches red',
      ],
    );
  });

  it('are none where there is no notebook that can be read', () => {
    const file = join(folder, 'damaged.ipynb');
    writeFileSync(file, '{"cells": 1}');
    for (const path of [file, folder, join(folder, 'nowhere'), '', undefined])
      assert.equal(exerciseClaims(path).size, 0);
  });
});
