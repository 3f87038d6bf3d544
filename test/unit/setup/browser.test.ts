import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser } from '../../../lib/src/setup/browser.js';
import { temporaryFolder, writeProgram } from './temporary.js';

describe('the browser that prints', () => {
  const path = process.env.PATH;
  const folder = temporaryFolder();
  const onlyPath = (name: string): string => {
    const bin = join(folder(), name);
    mkdirSync(bin);
    return (process.env.PATH = bin);
  };

  afterEach(() => {
    process.env.PATH = path;
  });

  it('is missed with what needs it, and the command that brings it', async () => {
    onlyPath('none');
    await assert.rejects(
      findBrowser(),
      /Neither Chromium nor Chrome .*slides --pdf[^]*apt-get install -y --no-install-recommends chromium$/,
    );
  });

  it('is found by any of its names', async () => {
    const chrome = join(onlyPath('chrome'), 'google-chrome');
    writeProgram(chrome, 'echo Google Chrome 150.0.1');
    assert.equal(await findBrowser(), chrome);
  });

  it('is not taken where it does not work', async () => {
    writeProgram(join(onlyPath('broken'), 'chromium'), 'echo no library >&2; exit 127');
    await assert.rejects(findBrowser(), /does not work: no library/);
  });
});
