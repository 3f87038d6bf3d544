import assert from 'node:assert/strict';
import { readCapture } from '../../../../lib/src/capture/capture-reader.js';
import { decode } from '../../../../lib/src/capture/decode.js';
import { capture } from '../../../fixtures/recording.js';
import { A, B, echo, ethernet, ipv4, udp } from '../journey/frames.js';

const TUNNELS = new Set([9000]);
const recorded = capture('ip-in-udp');
const protocols = (bytes: Uint8Array, length = bytes.length): string =>
  decode(bytes, 1, length, TUNNELS)
    .map(({ protocol }) => protocol)
    .join(' ');
const carrying = (load: readonly number[], from = 9000, to = 9000): Uint8Array =>
  Uint8Array.from(ethernet(A, B, ipv4({ src: '10.0.0.1', dst: '10.0.0.2', protocol: 17 }, udp(from, to, load))));
const inner = ipv4({ src: '10.77.0.1', dst: '10.77.0.2', protocol: 1 }, echo(8, 1));

describe('an IP packet in UDP, with no header of a tunnel’s', () => {
  it('is read where the port is told to be a tunnel’s: what socat sends', () => {
    const { packets } = readCapture(recorded, TUNNELS);
    assert.equal(packets.length, 2);
    for (const { layers } of packets)
      assert.equal(layers.map(({ protocol }) => protocol).join(' '), 'ethernet ipv4 udp ipv4 icmp payload');
  });

  it('is payload where nobody told', () => {
    for (const { layers } of readCapture(recorded).packets) assert.equal(layers.at(-1)!.protocol, 'payload');
    assert.equal(protocols(carrying(inner, 9001, 9001)), 'ethernet ipv4 udp payload');
  });

  it('is read by either side’s port, and as IPv6 too', () => {
    assert.equal(protocols(carrying(inner, 40001, 9000)), 'ethernet ipv4 udp ipv4 icmp payload');
    assert.equal(protocols(carrying(inner, 9000, 40001)), 'ethernet ipv4 udp ipv4 icmp payload');
    const six = [0x60, 0, 0, 0, 0, 4, 59, 64, ...Array<number>(32).fill(1), 1, 2, 3, 4];
    assert.equal(protocols(carrying(six)), 'ethernet ipv4 udp ipv6 payload');
  });

  it('is none where its length is not the datagram’s, as when a tunnel encrypts', () => {
    const longer = [...inner, 0];
    for (const load of [longer, inner.slice(0, -1), [0x45, 0, 0], [0x48, 1, 2, 3, 4, 5, 6, 7], []])
      assert.doesNotMatch(protocols(carrying(load)), /udp ipv/, String(load));
  });

  it('is read as far as it was captured', () => {
    const whole = carrying(inner);
    assert.equal(protocols(whole.slice(0, -8), whole.length), 'ethernet ipv4 udp ipv4 icmp payload');
    assert.equal(protocols(whole.slice(0, 50), whole.length), 'ethernet ipv4 udp ipv4');
  });
});
