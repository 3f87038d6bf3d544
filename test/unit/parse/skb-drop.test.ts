import assert from 'node:assert/strict';
import { BYTES_KEPT, parseDropReasons, parseSkbDrops } from '../../../lib/src/parse/skb-drop.js';
import { recording } from '../../fixtures/recording.js';

const trace = recording('skb-drop/trace');
const reasons = parseDropReasons(recording('skb-drop/format'));

describe('what a kernel throws away', () => {
  const drops = [...parseSkbDrops(trace)];

  it('is read out of its trace: where, why, and which device had it', () => {
    assert.deepEqual(
      drops.map(({ location, reason, dev }) => [location, reasons.get(reason), dev]),
      [
        ['ip_forward', 'IP_INHDR', 'ra'],
        ['inet_sock_destruct', 'QUEUE_PURGE', undefined],
        ['nft_do_chain', 'NETFILTER_DROP', 'ra'],
        ['__udp4_lib_rcv', 'NO_SOCKET', 'b0'],
        ['ip_error', 'IP_INNOROUTES', 'ra'],
        ['inet_sock_destruct', 'QUEUE_PURGE', undefined],
        ['nft_do_chain', 'NETFILTER_DROP', undefined],
        ['ip_error', 'IP_INADDRERRORS', 'ra'],
      ],
    );
  });

  it('has its bytes from the IP header on, and none of what lay behind it', () => {
    for (const { protocol, bytes } of drops) {
      assert.equal(protocol, 0x0800);
      assert.equal(bytes[0]! >> 4, 4, 'IPv4');
      assert.ok(bytes.length <= BYTES_KEPT);
    }
    const [ping, , , udp] = drops;
    assert.deepEqual([ping!.bytes.length, ping!.bytes[8]], [84, 1]); // its TTL
    assert.equal(Buffer.from(udp!.bytes).toString('latin1', 28), 'X\n');
  });

  it('has the namespace of its device, or of its socket before a device was chosen', () => {
    const [forwarded, , , , , , sent] = drops;
    assert.equal(sent!.dev, undefined);
    assert.equal(sent!.netns, forwarded!.netns); // both in r
  });

  it('has its time by the machine’s clock, and a firewall’s drop the functions that led there', () => {
    assert.equal(drops[0]!.time, 1795732857_415255000n);
    assert.deepEqual(
      drops.map(({ stack }) => stack.includes('nf_hook_slow')),
      [false, false, true, false, false, false, true, false],
    );
  });

  it('is nothing where the trace says nothing, is cut off, or lies about its numbers', () => {
    assert.deepEqual([...parseSkbDrops('')], []);
    const line = trace.split('\n').find((one) => one.includes('ip_forward'))!;
    assert.deepEqual([...parseSkbDrops(line.slice(0, -10))], []);
    assert.deepEqual([...parseSkbDrops(line.replace('network=16', 'network=65535'))], []);
    for (const bytes of ['0x', 'zz', '']) {
      const [drop] = parseSkbDrops(line.replace(/bytes=\{.*\}/, `bytes={${bytes}}`));
      assert.ok(drop!.bytes.every((byte) => byte === 0));
    }
  });
});
