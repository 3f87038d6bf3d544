import assert from 'node:assert/strict';
import { readPingLog } from '../../../lib/src/parse/ping-log.js';
import { countPings } from '../../../lib/src/parse/ping-loss.js';
import { recording } from '../../fixtures/recording.js';

const text = recording('ping/steady');
const begin = (lines: number): string =>
  text
    .split(/(?<=\n)/)
    .slice(0, lines)
    .join('');
const lostIn = (seqs: readonly number[], from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i).filter((seq) => !seqs.includes(seq));

describe('readPingLog', () => {
  it('tells what was answered and how many were sent, while the ping still runs', () => {
    assert.deepEqual(readPingLog(''), { replies: [], sent: 0 });
    assert.deepEqual(readPingLog(begin(1)), { replies: [], sent: 0 });
    const { replies, sent, at } = readPingLog(begin(2));
    assert.deepEqual([replies.map(({ seq }) => seq), sent], [[1], 1]);
    assert.equal(at, replies[0]?.at);
  });

  it('counts a request as sent when ping says that it has no answer', () => {
    const line = text.split('\n').findIndex((one) => one.includes('no answer yet'));
    assert.ok(line > 0);
    const seq = Number(/icmp_seq=(\d+)/.exec(text.split('\n')[line]!)![1]);
    const log = readPingLog(begin(line + 1));
    assert.equal(log.sent, seq);
    assert.ok(!log.replies.some((reply) => reply.seq === seq));
    assert.ok(log.at! > log.replies.at(-1)!.at!);
  });

  it('leaves a line that has not come whole', () => {
    const whole = begin(2);
    assert.equal(readPingLog(whole.slice(0, -1)).sent, 0);
    assert.equal(readPingLog(whole.slice(0, -8)).sent, 0);
  });
});

describe('countPings', () => {
  const log = readPingLog(text);
  const answered = log.replies.map(({ seq }) => seq);

  it('counts what was lost, and the longest time without an answer', () => {
    const last = answered.at(-1)!;
    const { first, sent, received, lost, longestGap, recovered, replies } = countPings(log, 1, last);
    assert.deepEqual([first, sent, received, recovered], [1, last, answered.length, true]);
    assert.equal(lost, lostIn(answered, 1, last).length);
    assert.ok(lost > 0);
    const times = replies.map(({ at }) => at!);
    const gaps = times.slice(1).map((time, i) => Math.round((time - times[i]!) * 1_000));
    assert.equal(longestGap, Math.max(...gaps));
  });

  it('leaves out what was sent before and after', () => {
    const dead = lostIn(answered, 1, answered.at(-1)!)[0]!;
    const { sent, received, lost, recovered, longestGap } = countPings(log, dead, dead);
    assert.deepEqual([sent, received, lost, recovered], [1, 0, 1, false]);
    // From the last reply before it to the last line: it has not ended.
    const before = log.replies.findLast(({ seq }) => seq < dead)!.at!;
    assert.equal(longestGap, Math.round((log.at! - before) * 1_000));
  });

  it('counts a second answer to one request once', () => {
    const twice = { ...log, replies: [...log.replies, { ...log.replies[0]!, duplicate: true }] };
    assert.equal(countPings(twice, 1, 1).received, 1);
    assert.equal(countPings(twice, 1, 1).replies.length, 1);
  });

  it('has nothing to count where nothing was sent', () => {
    assert.deepEqual(countPings(readPingLog(''), 1, 0), {
      ...{ first: 1, sent: 0, received: 0, lost: 0, longestGap: 0, recovered: false, replies: [] },
    });
  });
});
