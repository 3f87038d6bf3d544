import assert from 'node:assert/strict';
import { ParseError } from '../../../lib/src/errors.js';
import { parseUdpPorts } from '../../../lib/src/parse/udp-ports.js';
import { recording } from '../../fixtures/recording.js';

describe('parseUdpPorts', () => {
  it('reads the ports of sockets that listen, that have a partner, and of IPv6', () => {
    assert.deepEqual(
      parseUdpPorts(recording('ss/udp')).sort((a, b) => a - b),
      [9000, 9001, 9002],
    );
  });

  it('finds none where there is no socket', () => {
    assert.deepEqual(parseUdpPorts(''), []);
  });

  it('refuses what is no socket', () => {
    assert.throws(() => parseUdpPorts('Cannot open netlink socket: Operation not permitted\n'), ParseError);
    assert.throws(() => parseUdpPorts('UNCONN 0 0 nowhere somewhere\n'), ParseError);
  });
});
