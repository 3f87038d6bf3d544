import assert from 'node:assert/strict';
import { emulation } from '../../../lib/src/provider/qemu/accelerator.js';
import { ACCELERATION } from '../../../lib/src/provider/qemu/machine.js';

describe('how a machine is emulated', () => {
  it('is one thread for all processors where QEMU is older than 8.1: the machine’s kernel would panic', () => {
    for (const version of ['7.2.22 (Debian 1:7.2+dfsg-7+deb12u18)', '7.9.0', '8.0.4'])
      assert.equal(emulation(version), 'tcg-single', version);
  });

  it('is a thread a processor from 8.1 on', () => {
    for (const version of ['8.1.0', '8.2.2 (Debian 1:8.2.2+ds-0ubuntu1)', '10.0.2', '11.0.0'])
      assert.equal(emulation(version), 'tcg', version);
  });

  it('is told to QEMU', () => {
    assert.ok(ACCELERATION['tcg-single'].some((argument) => argument.includes('thread=single')));
    assert.ok(ACCELERATION.tcg.some((argument) => argument.includes('thread=multi')));
  });
});
