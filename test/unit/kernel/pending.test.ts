import assert from 'node:assert/strict';
import { Cell, runAsCell, runInCell } from '../../../lib/src/kernel/cell.js';
import { awaitForgotten } from '../../../lib/src/kernel/forgotten.js';
import { pending } from '../../../lib/src/kernel/pending.js';

function makeCell(code = ''): { cell: Cell; said: string[] } {
  const said: string[] = [];
  return {
    cell: new Cell(
      1,
      code,
      (_name, text) => void said.push(text),
      () => undefined,
    ),
    said,
  };
}

describe('pending', () => {
  it('is a plain promise outside a notebook', async () => {
    const call = pending('x()', async () => 1);
    assert.ok(call instanceof Promise);
    assert.equal(await call, 1);
  });

  it('is not forgotten once it was awaited', async () => {
    const { cell, said } = makeCell();
    await runInCell(cell, async () => assert.equal(await pending('x()', async () => 1), 1));
    assert.equal(await awaitForgotten(cell), 0);
    assert.deepEqual(said, []);
  });

  it('is named when it ended before the cell did and nobody waited', async () => {
    const { cell, said } = makeCell('x();');
    await runInCell(cell, async () => {
      void pending('x()', async () => 1);
      await new Promise((resolve) => setImmediate(resolve));
    });
    assert.equal(await awaitForgotten(cell), 1);
    assert.deepEqual(said, ['x() was not awaited. Write `await` in front of it.\n']);
  });

  it('is named inside of what a reader gave the library to call, and not inside of the library', async () => {
    const { cell, said } = makeCell('lab.watch(() => void x());');
    await runInCell(cell, () =>
      pending('lab.watch()', async () => {
        void pending('y()', async () => 1);
        runAsCell(() => void pending('x()', async () => 1));
      }),
    );
    assert.equal(await awaitForgotten(cell), 1);
    assert.match(said.join(''), /^x\(\) was/);
  });

  it('hears that its cell was stopped, and never settles', async () => {
    const { cell } = makeCell();
    let heard = false;
    let settled = false;
    runInCell(cell, () => {
      const call = pending(
        'x()',
        (signal) =>
          new Promise((_, reject) =>
            signal.addEventListener('abort', () => {
              heard = true;
              reject(new Error('cancelled'));
            }),
          ),
      );
      call.then(
        () => (settled = true),
        () => (settled = true),
      );
    });
    cell.stop('Interrupted.');
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual([heard, settled], [true, false]);
  });

  it('does not even begin in a stopped cell', () => {
    const { cell } = makeCell();
    cell.stop();
    let began = false;
    runInCell(cell, () => void pending('x()', async () => (began = true)));
    assert.equal(began, false);
  });
});
