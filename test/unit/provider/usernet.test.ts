import assert from 'node:assert/strict';
import { queued } from '../../../lib/src/provider/qemu/usernet.js';

// As QEMU 7.2 printed it while a session was fed that read nothing.
const TABLE = [
  'Hub -1 (mgmt0):',
  '  Protocol[State]    FD  Source Address  Port   Dest. Address  Port RecvQ SendQ',
  '  TCP[ESTABLISHED]   99       127.0.0.1 38667  192.168.127.11    22     0  1560',
  '  TCP[TIME_WAIT]     17       127.0.0.1 38667  192.168.127.11    22     0     0',
  '  TCP[HOST_FORWARD]  12       127.0.0.1 38667  192.168.127.11    22     0     0',
  '',
].join('\r\n');

describe('QEMU’s table of connections', () => {
  it('tells how many bytes are still on their way to the machine or from it', () => {
    assert.equal(queued(TABLE), 1560);
    assert.equal(queued(TABLE.replace('1560', '   0')), 0);
    assert.equal(queued(''), 0);
  });
});
