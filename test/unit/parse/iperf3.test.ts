import assert from 'node:assert/strict';
import { readIperf3 } from '../../../lib/src/parse/iperf3.js';
import { throughputView } from '../../../lib/src/view/throughput.js';
import { recording } from '../../fixtures/recording.js';

describe('readIperf3', () => {
  const tcp = recording('iperf3/tcp');
  const udp = recording('iperf3/udp');

  it('reads what TCP got through, in whole and piece by piece', () => {
    const { intervals, total, error } = readIperf3(tcp);
    assert.equal(error, undefined);
    assert.equal(intervals.length, 4);
    assert.deepEqual(intervals[3], {
      start: 1.523577,
      end: 2.293658,
      bytes: 28311552,
      bitsPerSecond: 294115061.67803919,
      retransmits: 2,
    });
    assert.equal(total?.retransmits, 2);
    assert.ok(Math.abs((total.bytes * 8) / total.seconds - total.bitsPerSecond) < 1);
  });

  it('counts the datagrams that UDP lost', () => {
    const { total } = readIperf3(udp);
    assert.deepEqual([total?.datagrams, total?.lost, total?.retransmits], [368, 199, undefined]);
  });

  it('reads as far as it has been printed, and goes on from there', () => {
    const counts = [...tcp.matchAll(/\n/g)].map(({ index }) => {
      const { intervals, total } = readIperf3(tcp.slice(0, index + 1));
      return [intervals.length, total !== undefined];
    });
    assert.deepEqual(counts, [
      [0, false],
      [1, false],
      [2, false],
      [3, false],
      [4, false],
      [4, true],
    ]);
    assert.equal(readIperf3(tcp.slice(0, -20)).total, undefined, 'a line that is not whole');
  });

  it('tells why it gave up', () => {
    const { total, error } = readIperf3(recording('iperf3/nobody'));
    assert.equal(total, undefined);
    assert.match(error ?? '', /Connection refused$/);
  });

  it('refuses what is none of its events', () => {
    for (const text of ['iperf3: error\n', '{"event":"interval","data":{}}\n', '[]\n'])
      assert.throws(() => readIperf3(text), /could not be read\.\nText around it/, text);
  });

  it('shows as a line and in words, while it is measured too', async () => {
    const { intervals, total } = readIperf3(tcp);
    const { text, html } = await throughputView({ intervals, ...total });
    assert.match(text, /^\d+\.\d Mbit\/s for 2\.\d s, 2 segments sent again: sent \(Mbit\/s\) by time \(s\)\n/);
    assert.match(html ?? '', /<svg/);
    assert.match((await throughputView({ intervals: intervals.slice(0, 2) })).text, /^measuring, 1\.0 s: /);
    const lossy = readIperf3(udp);
    assert.match(
      (await throughputView({ intervals: lossy.intervals, ...lossy.total })).text,
      /199 of 368 datagrams lost/,
    );
  });
});
