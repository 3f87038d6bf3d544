import assert from 'node:assert/strict';
import { queued } from '../../../lib/src/provider/qemu/usernet.js';

// As QEMU 7.2 printed it.
const TABLE = `Hub -1 (mgmt):
  Protocol[State]    FD  Source Address  Port   Dest. Address  Port RecvQ SendQ
  TCP[ESTABLISHED]   24       127.0.0.1 41244       10.0.2.15    22     0    48
  TCP[FIN_WAIT_1]    25       127.0.0.1 41250       10.0.2.15    22     7     0
  TCP[HOST_FORWARD]  17       127.0.0.1 35721       10.0.2.15    22     0     0
`;

describe('QEMU’s table of connections', () => {
  it('tells how many bytes are still on their way to the machine or from it', () => {
    assert.equal(queued(TABLE), 55);
    assert.equal(queued(TABLE.replace(/(48|7 )/g, '0')), 0);
    assert.equal(queued(''), 0);
  });
});
