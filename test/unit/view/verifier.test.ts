import assert from 'node:assert/strict';
import { parseVerifierLog } from '../../../lib/src/parse/verifier-log.js';
import { verifierView } from '../../../lib/src/view/verifier.js';
import { recording } from '../../fixtures/recording.js';
import { hostile } from './samples.js';

const view = (name: string) => verifierView(parseVerifierLog(recording(`verifier-log/${name}`))!);

describe('what the verifier said', () => {
  it('shows the line of C, the instruction, and the no below it', () => {
    assert.match(
      view('packet-bounds').text,
      /^kind: refused after \d+ instructions\n[^]*\n +\d+ {2}__u8 key = ip->protocol;\n {3}→ \d+: r\d = \*\(u8 \*\)\(r\d \+23\)\n {2}✘ {2}invalid access to packet/,
    );
  });

  it('of a long one shows the end, and how much there is before', () => {
    const step = { instruction: 1, does: 'r0 = 1', known: '', source: '', file: '', line: 0 };
    const { text } = verifierView({
      program: '',
      steps: Array.from({ length: 100 }, () => ({ ...step })),
      processed: 100,
    });
    assert.match(
      text,
      /^the program: the verifier went through 100 instructions, and agrees\n {5}… 76 instructions before/,
    );
  });

  it('shows hostile words as words', () => {
    const at = { instruction: 1, does: hostile, known: hostile, source: hostile, file: hostile, line: 3 };
    const { text, html = '' } = verifierView({
      program: hostile,
      steps: [at],
      refused: { says: [hostile], at },
      processed: 1,
    });
    assert.doesNotMatch(html, /<script|\u001b|\u202e/);
    assert.doesNotMatch(text, /\u001b|\u202e/);
  });
});
