import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { kernelSpec } from '../../../lib/src/kernel/kernelspec.js';

describe('the kernelspec', () => {
  it('names the compiled preload and tslab, also when it is written from the sources, as here', () => {
    const [node, , preload, tslab] = kernelSpec().argv;
    for (const file of [node!, fileURLToPath(preload!), tslab!]) assert.ok(existsSync(file), file);
  });
});
