import assert from 'node:assert/strict';
import { readTold, whoseProcesses, type Told } from '../../../lib/src/provider/ssh/processes.js';

/** A line of /proc/PID/stat: the parent is field 4, the birth field 22. */
const stat = (pid: number, name: string, parent: number, born: number): string =>
  `${pid} (${name}) S ${parent} ${Array.from({ length: 17 }, () => 0).join(' ')} ${born} ${Array.from({ length: 30 }, () => 0).join(' ')}`;

const told = (more: Partial<Told>): Told => ({
  self: 11,
  stats: [
    ...[stat(1, 'systemd', 0, 0), stat(5, 'sshd', 1, 10), stat(10, 'sshd-session', 5, 90_000)],
    ...[stat(11, 'bash', 10, 90_001), stat(12, 'grep', 11, 90_002)],
    ...[stat(50, 'nginx', 1, 100), stat(60, 'python3', 1, 80_000), stat(70, 'sleep', 1, 80_000)],
    ...[stat(80, 'sshd-session', 5, 80_000), stat(81, 'vi', 80, 80_001)],
  ],
  marked: [],
  bySsh: [],
  namespaces: new Map(),
  ...more,
});
const pids = (list: readonly { pid: number }[]): number[] => list.map(({ pid }) => pid);

describe('the processes since a baseline', () => {
  it('are the course’s where they carry its mark or are in a namespace that it made', () => {
    const { ours } = whoseProcesses(told({ marked: [60], namespaces: new Map([[70, 'red']]) }), 500, ['red']);
    assert.deepEqual(pids(ours), [60, 70]);
  });

  it('are not the course’s in a namespace that was there before', () => {
    const { ours } = whoseProcesses(told({ namespaces: new Map([[70, 'old']]) }), 500, ['red']);
    assert.deepEqual(ours, []);
  });

  it('are never older than the baseline, nor of the connection that asks, whatever they carry', () => {
    const marked = [5, 10, 11, 12, 50];
    assert.deepEqual(whoseProcesses(told({ marked, bySsh: marked }), 500, []), { ours: [], unsure: [] });
  });

  it('are only told where somebody who has logged out left them', () => {
    const { ours, unsure } = whoseProcesses(told({ bySsh: [60, 81] }), 500, []);
    assert.deepEqual([ours, pids(unsure)], [[], [60]]);
  });

  it('are not taken in by a name that looks like another line', () => {
    const forged = stat(99, 'x\n1 (y', 1, 80_000).replaceAll(/^/gm, '/proc/99/stat:');
    const read = readTold([`11\n${forged}\n`, '/proc/1/environ:NETDIVE=1\0', '']);
    assert.equal(read.stats.length, 1);
    assert.deepEqual(whoseProcesses(read, 500, []).ours, []);
  });

  it('are read from what the machine prints', () => {
    const read = readTold([
      `11\n/proc/60/stat:${stat(60, 'a b) c', 1, 7)}\n`,
      '/proc/60/environ:NETDIVE=1\0/proc/61/environ:SSH_CONNECTION=\0',
      '4026 /run/netns/red\n4026 /proc/60/ns/net\n4027 /proc/61/ns/net\n',
    ]);
    assert.deepEqual([read.self, read.marked, read.bySsh], [11, [60], [61]]);
    assert.deepEqual(read.stats, [stat(60, 'a b) c', 1, 7)]);
    assert.deepEqual([...read.namespaces], [[60, 'red']]);
  });
});
