import assert from 'node:assert/strict';
import { ParseError } from '../../../../lib/src/errors.js';
import { probeOf, probeScript, readTried } from '../../../../lib/src/lab/path-mtu/probe.js';
import { parsePing } from '../../../../lib/src/parse/ping.js';
import { recording } from '../../../fixtures/recording.js';

const became = (name: string) => probeOf(1500, parsePing(recording(`ping/${name}`)));

describe('what became of a packet', () => {
  it('is a reply', () => {
    assert.deepEqual(became('answered'), { bytes: 1500, outcome: 'through' });
    assert.equal(became('some-lost').outcome, 'through');
  });

  it('is a word of a router, with the size that fits', () => {
    const { outcome, from, mtu } = became('frag-needed');
    assert.deepEqual([outcome, from, mtu], ['frag needed', '10.1.0.254', 1400]);
  });

  it('is a word of the sender’s own kernel', () => {
    const { outcome, from } = became('message-too-long');
    assert.deepEqual([outcome, from], ['local error', undefined]);
  });

  it('is silence', () => {
    assert.deepEqual(became('unanswered'), { bytes: 1500, outcome: 'silence' });
  });

  it('is a refusal for another reason', () => {
    assert.equal(became('host-unreachable').outcome, 'refused');
    assert.equal(became('ttl-exceeded').outcome, 'refused');
  });
});

describe('the script that tries sizes', () => {
  it('quotes the address', () => {
    assert.match(probeScript('10.0.0.2; reboot', [68]), /-- '10\.0\.0\.2; reboot'/);
  });

  it('is read back, a size at a time, in whatever order they were done', () => {
    const said = (name: string) => recording(`ping/${name}`).replaceAll('\n', '\r');
    const text = `1451 1 ${said('frag-needed')}\n68 0 ${said('answered')}`;
    assert.deepEqual(
      readTried(text).map(({ bytes, exitCode, said }) => [bytes, exitCode, parsePing(said).received]),
      [
        [1451, 1, 0],
        [68, 0, 3],
      ],
    );
  });

  it('is an error where it was read otherwise', () => {
    assert.throws(() => readTried('sh: not found\n'), ParseError);
  });
});
