import assert from 'node:assert/strict';
import { deflateRawSync } from 'node:zlib';
import { NetdiveError } from '../../../lib/src/errors.js';
import { momentLines, readMoments } from '../../../lib/src/recording/moment-line.js';
import type { Exchange, Recording } from '../../../lib/src/recording/recording.js';
import { readRecording } from '../../../lib/src/recording/recording.js';
import { recordingText } from '../../../lib/src/recording/write-recording.js';

const run: Exchange = { verb: 'run', on: 'node1 red', asked: 'ip link\nip address', at: 0.5, until: 12.25, answer: {} };
const recordingOf = (exchange: Exchange): Recording => ({
  provenance: {
    ...{ chapter: 'veth', date: '2026-11-27', commit: '01ab', provider: 'qemu', kernel: 'Linux 6.12' },
    ...{ distribution: 'Debian 13', tools: { ping: 'ping from iputils' } },
  },
  cells: [
    { cell: 'a1', begins: 'import', code: 'ff', exchanges: [] },
    { cell: 'a2', begins: 'await', code: 'fe', exchanges: [exchange] },
  ],
});

describe('a recording’s text', () => {
  it('has commands and what they said line by line, as they stood', () => {
    const text = recordingText(recordingOf({ ...run, answer: { stdout: '1: lo:\n    inet 127.0.0.1', exitCode: 0 } }));
    assert.match(text, /- on: node1 red\n +run: \|-\n +ip link\n +ip address\n/);
    assert.match(text, /stdout: \|-\n +1: lo:\n {16}inet 127\.0\.0\.1\n/);
    assert.match(
      text,
      /^# What the cells of a chapter asked .*\n# npx netdive record veth\nprovenance:\n {2}chapter: veth\n/,
    );
  });

  it('is read as what was recorded, whatever a machine printed', () => {
    const strange = [
      'a\r\nb\r',
      ' \n x \n',
      '\u001b[1m\u0000',
      '# no comment\n---\n- 1',
      '\u2028\u0085',
      'null',
      '',
      '\n',
      '1e3',
      '💥\n\n\n',
    ];
    for (const stdout of strange) {
      const exchange = { ...run, asked: stdout, input: stdout, answer: { stdout, exitCode: 0 } };
      const recording = recordingOf({ ...exchange, moments: [{ at: 1, what: 'stdout', text: `${stdout}\n` }] });
      assert.deepEqual(readRecording(recordingText(recording)), recording);
    }
  });

  it('is not written where a path of this computer or a key stands in it', () => {
    const said =
      (stdout: string): (() => string) =>
      () =>
        recordingText(recordingOf({ ...run, answer: { stdout } }), ['/home/ada']);
    assert.throws(said('see /home/ada/lab'), NetdiveError);
    assert.throws(said('-----BEGIN OPENSSH PRIVATE KEY-----'), /stands in it/);
    assert.doesNotThrow(said('/home/grace'));
  });

  it('is refused, with the reason, where it is none', () => {
    for (const text of ['', 'cells: 1', '{', recordingText(recordingOf(run)).replace('run:', 'run_:'), '- &a [*a]'])
      assert.throws(() => readRecording(text), /This is no recording that can be read: ./);
  });
});

describe('a moment’s line', () => {
  it('says of a command’s output only how much came', () => {
    const exchange: Exchange = {
      ...run,
      answer: { stdout: 'one\ntwo', stderr: 'oh' },
      moments: [
        { at: 1, what: 'stdout', text: 'one\nt' },
        { at: 2.5, what: 'stderr', text: 'oh\n' },
        { at: 3, what: 'stdout', text: 'wo\n' },
        { at: 4, what: 'stop' },
      ],
    };
    const lines = momentLines(exchange);
    assert.deepEqual(lines, ['1 stdout @5', '2.5 stderr @3', '3 stdout @3', '4 stop']);
    assert.deepEqual(readMoments(lines, exchange.answer), exchange.moments);
  });

  it('says what came where the answer does not, as with a command that was stopped', () => {
    const moments = [{ at: 1, what: 'stdout', text: 'a "b"\n' }] as const;
    const lines = momentLines({ ...run, answer: undefined, moments });
    assert.deepEqual(lines, ['1 stdout "a \\"b\\"\\n"']);
    assert.deepEqual(readMoments(lines, undefined), moments);
  });

  it('packs a program’s bytes where that is shorter', () => {
    const text = Buffer.alloc(3_000, 'packet').toString('base64');
    const moments = [
      { at: 1, what: 'stdout', text },
      { at: 2, what: 'stdin', text: 'AAE=' },
    ] as const;
    const lines = momentLines({ ...run, verb: 'open', moments });
    assert.ok(lines[0]!.length < 100, lines[0]);
    assert.equal(lines[1], '2 stdin =AAE=');
    assert.deepEqual(readMoments(lines, undefined), moments);
    const bomb = deflateRawSync(Buffer.alloc(5_000_000)).toString('base64');
    assert.throws(() => readMoments([`1 stdout ~${bomb}`], undefined), /larger than/);
  });
});
