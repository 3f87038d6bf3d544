import assert from 'node:assert/strict';
import { LabError, ParseError } from '../../../lib/src/errors.js';
import { parseBpfMap } from '../../../lib/src/parse/bpf-map.js';
import { recording } from '../../fixtures/recording.js';

describe('parseBpfMap', () => {
  it('reads keys and values in their C types', () => {
    const byKey = parseBpfMap(recording('bpf-map/hash')).sort((a, b) => Number(a.key) - Number(b.key));
    assert.deepEqual(byKey, [
      { key: 1, value: 15 },
      { key: 17, value: 258 },
    ]);
  });

  it('reads structs and arrays as what they are', () => {
    assert.deepEqual(parseBpfMap(recording('bpf-map/structs')), [
      { key: { from: 33554698, port: [20480, 23040] }, value: { packets: 7, bytes: 490 } },
    ]);
  });

  it('adds up what each processor has counted', () => {
    assert.deepEqual(parseBpfMap(recording('bpf-map/per-cpu')), [{ key: 6, value: 3 }]);
  });

  it('reads a map that is empty', () => {
    assert.deepEqual(parseBpfMap(recording('bpf-map/empty')), []);
  });

  it('tells of two maps with one name, and of a map whose types nobody has kept', () => {
    assert.throws(() => parseBpfMap(recording('bpf-map/two-of-a-name')), LabError);
    assert.throws(() => parseBpfMap(recording('bpf-map/without-types')), ParseError);
  });
});
