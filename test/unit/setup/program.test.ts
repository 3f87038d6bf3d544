import assert from 'node:assert/strict';
import { join } from 'node:path';
import { program } from '../../../lib/src/setup/program.js';
import { atLeast } from '../../../lib/src/setup/version.js';
import { temporaryFolder, writeProgram } from './temporary.js';

describe('the probe of a program', () => {
  const folder = temporaryFolder();
  const probe = (command: string, more: object = {}) => program({ command, env: { PATH: folder() }, ...more });

  it('finds the version of a program that is here', async () => {
    const { state, found } = await program({ command: process.execPath, lowest: '20.19' });
    assert.equal(state, 'ok');
    assert.equal(found, `Version ${process.versions.node} is here; 20.19 or newer is needed.`);
  });

  it('says that a program is not on the PATH', async () => {
    const { state, found } = await probe('qemu-system-x86_64');
    assert.equal(state, 'missing');
    assert.match(found, /qemu-system-x86_64 is not on this computer/);
  });

  it('says that a version is too old, and what to do', async () => {
    writeProgram(join(folder(), 'old'), 'echo "emulator version 5.2.0 (Debian 1:5.2)"');
    const { state, found, mend } = await probe('old', { lowest: '7.2', newer: 'Take a newer system.' });
    assert.deepEqual(
      [state, found, mend],
      ['missing', 'Version 5.2.0 is too old; 7.2 or newer is needed.', 'Take a newer system.'],
    );
  });

  it('says what a program that does not work said', async () => {
    writeProgram(join(folder(), 'broken'), 'echo "No module named ensurepip" >&2; exit 1');
    const { state, found } = await probe('broken');
    assert.deepEqual([state, found], ['missing', 'The program broken does not work: No module named ensurepip.']);
  });

  it('does not wait for a program that hangs', async () => {
    writeProgram(join(folder(), 'stuck'), 'trap "" TERM; while :; do /bin/sleep 0.1; done');
    const { state, found } = await probe('stuck', { limitMs: 200 });
    assert.equal(state, 'missing');
    assert.match(found, /gave no answer within 0\.2 seconds/);
  });

  it('compares versions number by number', () => {
    const table = [
      ['7.2.22', '7.2', true],
      ['7.2', '7.2.0', true],
      ['7.10', '7.2', true],
      ['10.0', '7.2', true],
      ['7.1.99', '7.2', false],
      ['3.9.20', '3.10', false],
    ] as const;
    for (const [version, lowest, expected] of table) assert.equal(atLeast(version, lowest), expected, version);
  });
});
