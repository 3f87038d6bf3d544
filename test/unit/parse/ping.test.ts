import assert from 'node:assert/strict';
import { ParseError } from '../../../lib/src/errors.js';
import { parsePing } from '../../../lib/src/parse/ping.js';
import { recording } from '../../fixtures/recording.js';

const read = (name: string) => parsePing(recording(`ping/${name}`));
const numbers = (name: string) => read(name).replies.map(({ seq }) => seq);

describe('parsePing', () => {
  it('tells what was sent, what came back and how long it took', () => {
    const { destination, address, sent, received, lossPercent, ttl, replies, errors, duplicates, rtt } =
      read('answered');
    assert.deepEqual([destination, address], ['10.0.0.2', '10.0.0.2']);
    assert.deepEqual([sent, received, lossPercent, duplicates], [3, 3, 0, 0]);
    assert.equal(ttl, 64);
    assert.deepEqual(
      replies.map(({ seq, bytes, from, ttl: left }) => [seq, bytes, from, left]),
      [1, 2, 3].map((seq) => [seq, 64, '10.0.0.2', 64]),
    );
    assert.deepEqual(errors, []);
    assert.ok(rtt!.min <= rtt!.avg && rtt!.avg <= rtt!.max && rtt!.mdev >= 0);
    assert.ok(replies.every(({ ms }) => ms! >= rtt!.min - 0.01 && ms! <= rtt!.max + 0.01));
  });

  it('tells that a router took one from the time to live', () => {
    assert.equal(read('through-a-router').ttl, 63);
  });

  it('tells which replies are missing', () => {
    assert.deepEqual(numbers('some-lost'), [1, 4]);
    const { sent, received, lossPercent } = read('some-lost');
    assert.deepEqual([sent, received, lossPercent], [4, 2, 50]);
  });

  it('reads -O and -D, with the time each reply came', () => {
    assert.deepEqual(numbers('some-lost-outstanding'), [1, 4]);
    const [first, second] = read('timestamps').replies;
    assert.ok(second!.at! - first!.at! > 0.1 && second!.at! - first!.at! < 1);
    assert.equal(read('answered').replies[0]!.at, undefined);
  });

  it('has no time to live and no round trip when nothing came back', () => {
    const { received, lossPercent, ttl, replies, rtt } = read('unanswered');
    assert.deepEqual([received, lossPercent, ttl, replies, rtt], [0, 100, undefined, [], undefined]);
  });

  it('tells a second answer to one request', () => {
    const { received, duplicates, replies } = read('duplicates');
    assert.equal(received, 2);
    assert.equal(duplicates, 1);
    assert.equal(replies.length, received + duplicates);
    assert.equal(new Set(replies.map(({ from }) => from)).size, 2);
  });

  it('tells who refused, which request, and why', () => {
    assert.deepEqual(read('host-unreachable').errors[1], {
      from: '10.0.0.1',
      seq: 2,
      message: 'Destination Host Unreachable',
    });
    assert.equal(read('net-unreachable').errors[0]!.message, 'Destination Net Unreachable');
    assert.deepEqual(read('ttl-exceeded').errors[0], {
      from: '10.1.0.254',
      seq: 1,
      message: 'Time to live exceeded',
    });
    assert.deepEqual(read('frag-needed').errors, [
      { from: '10.1.0.254', seq: 1, message: 'Frag needed and DF set (mtu = 1400)' },
    ]);
  });

  it('tells a refusal of this machine itself, where its words were kept', () => {
    const [error] = read('message-too-long').errors;
    assert.match(error!.message, /message too long/i);
    assert.equal(error!.from, undefined);
  });

  it('reads a ping that shows no replies', () => {
    const { received, replies, rtt } = read('quiet');
    assert.equal(received, 3);
    assert.deepEqual(replies, []);
    assert.ok(rtt!.avg > 0);
  });

  it('reads names, interfaces and IPv6', () => {
    const { destination, address, replies } = read('by-name');
    assert.deepEqual([destination, address, replies[0]!.from], ['localhost', '127.0.0.1', '127.0.0.1']);
    assert.equal(read('by-interface').address, '10.0.0.2');
    assert.deepEqual([read('ipv6').address, read('ipv6').replies[0]!.from], ['::1', '::1']);
    const named = read('ipv6-by-name');
    assert.deepEqual([named.destination, named.address, named.replies[0]!.from], ['ip6-localhost', '::1', '::1']);
  });

  it('reads a reply too small to carry a time', () => {
    const { replies, rtt } = read('too-small-for-a-time');
    assert.equal(replies[0]!.bytes, 16);
    assert.equal(replies[0]!.ms, undefined);
    assert.equal(rtt, undefined);
  });

  it('reads what was cut short as an error that shows the last words', () => {
    const text = recording('ping/answered');
    const short = text.slice(0, text.indexOf('---'));
    assert.throws(() => parsePing(short), /The counts at the end are missing.*icmp_seq=3/s);
    assert.throws(() => parsePing(''), ParseError);
  });

  it('refuses another program, even a megabyte of it on one line', function () {
    this.timeout(60_000); // not for ever: what takes the square of the time would take hours
    for (const text of [
      '<html>',
      'PING '.repeat(200_000),
      `PING a (${'('.repeat(1_000_000)}`,
      '64 bytes from '.repeat(70_000),
    ])
      assert.throws(() => parsePing(text), ParseError);
    const [head, rest] = recording('ping/answered').split('\n---') as [string, string];
    parsePing(`${head}\n${'64 bytes from ('.repeat(70_000)}\n---${rest}`);
  });
});
