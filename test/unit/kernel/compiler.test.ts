import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { quickenCompiler, type SourceFile } from '../../../lib/src/kernel/compiler.js';

interface Converter {
  convert(declared: string, code: string): { output?: string; diagnostics: readonly { messageText: string }[] };
  close(): void;
}

describe('the compiler of cells', function () {
  this.timeout(60_000);
  const require = createRequire(import.meta.url);
  let read: readonly SourceFile[] = [];
  let converter: Converter;

  before(() => {
    const tslab = require.resolve('tslab/dist/jupyter.js');
    quickenCompiler(tslab, (files) => (read = files));
    const { createConverter } = createRequire(tslab)('./converter.js') as { createConverter(): Converter };
    converter = createConverter();
  });
  after(() => converter.close());

  it('imports each module of what was declared once, and knows the types of all that mention it', () => {
    const declared = ['a', 'b', 'c'].map((name) => `export declare const ${name}: import("netdive").Nodes;`).join('\n');
    const { output, diagnostics } = converter.convert(declared, 'const host: string = c.node2.host;');
    assert.deepEqual(diagnostics, []);
    assert.match(output!, /c\.node2\.host/);
    const before = read.find(({ fileName }) => fileName.endsWith('/__prev__.d.ts'))!;
    assert.deepEqual(
      before.imports!.map(({ text }) => text),
      ['netdive'],
    );
    const [fault] = converter.convert(declared, 'b.node3').diagnostics;
    assert.match(fault!.messageText, /Property 'node3' does not exist on type 'Nodes'/);
  });

  it('tells what it reads: the cell, what was declared, and the declarations of packages', () => {
    converter.convert('', 'const { lab } = await import("netdive");');
    for (const name of ['__tslab__.ts', '__prev__.d.ts', 'lib.es2022.d.ts', 'lib/dist/index.d.ts'])
      assert.ok(
        read.some(({ fileName }) => fileName.endsWith(name)),
        name,
      );
  });
});
