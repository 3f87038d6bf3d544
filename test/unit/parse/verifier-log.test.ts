import assert from 'node:assert/strict';
import { NetdiveError } from '../../../lib/src/errors.js';
import { verifierLog } from '../../../lib/src/lab/verifier-log.js';
import { parseVerifierLog, type VerifierLog } from '../../../lib/src/parse/verifier-log.js';
import { recording } from '../../fixtures/recording.js';

const read = (name: string): VerifierLog => {
  const log = parseVerifierLog(recording(`verifier-log/${name}`));
  assert.ok(log, name);
  return log;
};

describe('parseVerifierLog', () => {
  it('names the program, the line of C that was refused, and why', () => {
    const { program, refused, processed } = read('packet-bounds');
    assert.equal(program, 'kind');
    assert.match(refused!.says[0]!, /^invalid access to packet, off=23 size=1/);
    assert.match(refused!.at!.source, /ip->protocol/);
    assert.equal(refused!.at!.file.endsWith('kind.c'), true);
    assert.ok(refused!.at!.line > 10 && processed > 0);
  });

  it('keeps what was known after each instruction', () => {
    const { steps } = read('packet-bounds');
    assert.match(steps[0]!.does, /^r\d = \*\(u32 \*\)\(r1 \+0\)$/);
    assert.match(steps[0]!.known, /pkt\(r=0\)/);
  });

  it('does without the lines of C where there are none', () => {
    const { refused } = read('packet-bounds-without-lines');
    assert.deepEqual([refused!.at!.source, refused!.at!.line], ['', 0]);
  });

  it('tells a value that may be none', () => {
    const { refused } = read('nothing-found');
    assert.match(refused!.says[0]!, /map_value_or_null/);
    assert.match(refused!.at!.source, /\*counted \+= 1/);
  });

  it('keeps the words about the ways that it took apart from the no', () => {
    const { refused, steps } = read('on-one-way-only');
    assert.match(refused!.says[0]!, /^invalid access to packet/);
    assert.ok(steps.length > 10);
    assert.deepEqual(
      steps.filter(({ does }) => / \d+: R/.test(does)),
      [],
    );
  });

  it('reads the log of a program that may run', () => {
    const { refused, steps, processed } = read('accepted');
    assert.equal(refused, undefined);
    assert.ok(steps.length > 5 && processed > 5);
    assert.ok(steps.some(({ known }) => /map_value\(/.test(known)));
  });

  it('tells a program without an end, and one without a licence', () => {
    assert.match(read('endless').refused!.says.join(' '), /infinite loop|too large|too complex/);
    assert.match(read('licence').refused!.says.join(' '), /GPL/);
  });

  it('finds no log in other words, and takes hostile ones as words', () => {
    assert.equal(parseVerifierLog('Error: no such file\n'), undefined);
    const log = parseVerifierLog('-- BEGIN PROG LOAD LOG --\n\u001b[2J<b>\n'.repeat(3))!;
    assert.deepEqual(log.refused!.says, ['\u001b[2J<b>']);
  });
});

describe('verifierLog', () => {
  const result = (stderr: string, exitCode: number) => ({
    host: 'node1',
    netns: '',
    command: 'bpftool prog load a b',
    stdout: '',
    stderr,
    exitCode,
    durationMs: 1,
    timedOut: false,
  });

  it('says why there is nothing to show', () => {
    assert.throws(() => verifierLog(result('', 0)), NetdiveError);
    assert.throws(() => verifierLog(result('Error: failed to open object file', 255)), /verifier said nothing/);
  });
});
