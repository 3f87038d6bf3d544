import assert from 'node:assert/strict';
import { FrameReader, newNonce, requestFrame } from '../../../lib/src/transport/frame.js';

function read(output: Buffer, size: number, nonce: string): { reader: FrameReader; pieces: string[] } {
  const pieces: string[] = [];
  const reader = new FrameReader(nonce, (piece) => pieces.push(piece));
  for (let at = 0; at < output.length; at += size) reader.push(output.subarray(at, at + size));
  return { reader, pieces };
}

describe('the frame around a command', () => {
  const nonce = newNonce();

  it('says the length of the script in characters, not bytes', () => {
    assert.equal(requestFrame('echo é', nonce).toString(), `--0000000006echo é${nonce}`);
  });

  it('tells several lines from one, and one program from what only a shell can run', () => {
    const flags = (script: string): string => requestFrame(script, nonce).toString('latin1', 0, 2);
    assert.deepEqual(['a', '\na\n', 'a\nb', 'ip addr', 'ip addr &', 'echo a'].map(flags), [
      '--',
      '--',
      'e-',
      '-x',
      '--',
      '--',
    ]);
  });

  it('is read alike wherever the chunks are cut', () => {
    const output = Buffer.from(`é€😀 ${nonce.slice(0, 20)} \0 end${nonce} 0 0 0\n`);
    for (let size = 1; size <= output.length; size++) {
      const { reader, pieces } = read(output, size, nonce);
      assert.equal(reader.read().text, `é€😀 ${nonce.slice(0, 20)} \0 end`);
      assert.equal(pieces.join(''), reader.read().text);
      assert.equal(reader.trailer, '0 0 0');
      assert.ok(!pieces.some((piece) => piece.includes('\uFFFD')));
    }
  });

  it('leaves what comes after the end to the next command', () => {
    const output = Buffer.from(`out${nonce} 0 0 0\n12 34\n`);
    for (let size = 1; size <= output.length; size++) {
      const { reader } = read(output, size, nonce);
      assert.deepEqual([reader.read().text, reader.trailer, reader.rest.toString()], ['out', '0 0 0', '12 34\n']);
    }
  });

  it('gives a line on as soon as it is complete', () => {
    assert.deepEqual(read(Buffer.from('64 bytes from 10.0.0.1\n'), 100, nonce).pieces, ['64 bytes from 10.0.0.1\n']);
  });

  it('gives back what it held when no more comes', () => {
    const { reader } = read(Buffer.from(`half ${nonce.slice(0, 5)}`), 100, nonce);
    reader.end();
    assert.equal(reader.read().text, `half ${nonce.slice(0, 5)}`);
    assert.equal(reader.trailer, undefined);
  });
});
