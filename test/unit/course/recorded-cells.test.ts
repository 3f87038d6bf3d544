import assert from 'node:assert/strict';
import { misfits, recordedCells } from '../../../lib/src/course/recorded-cells.js';
import type { NotebookCell } from '../../../lib/src/course/notebook.js';
import type { Recording } from '../../../lib/src/recording/recording.js';

const cell = (id: string, source: string, tags: readonly string[] = []): NotebookCell => ({
  ...{ id, source, tags, type: 'code', metadata: {}, outputs: [] },
});
const notebook = [
  cell('one', "await lab.open('veth');\nshow(1);"),
  cell('task', '// yours', ['exercise']),
  cell('solved', 'await node1.$`ip link`;', ['solution']),
];
const recording = {
  cells: recordedCells(notebook).map((one) => ({ ...one, exchanges: [] })),
} as unknown as Recording;

describe('a recording fits its notebook', () => {
  it('as long as the cells are those that were run, with the solutions', () => {
    assert.deepEqual(
      recording.cells.map(({ cell, begins }) => [cell, begins]),
      [
        ['one', "await lab.open('veth');"],
        ['solved', 'await node1.$`ip link`;'],
      ],
    );
    assert.deepEqual(misfits(recording, notebook), []);
    assert.deepEqual(misfits(recording, [...notebook, { ...cell('text', '# A title'), type: 'markdown' }]), []);
  });

  it('and no longer when one was changed, came, went or moved; each is named', () => {
    const [first, , last] = notebook as [NotebookCell, NotebookCell, NotebookCell];
    const faults = (...cells: NotebookCell[]): string => misfits(recording, cells).join(' ');
    assert.match(faults(cell('one', 'show(2);'), last), /^The cell `show\(2\);` \(one\) has changed since\.$/);
    assert.match(faults(first, cell('new', 'show(3);'), last), /^The cell `show\(3\);` \(new\) is not in it\.$/);
    assert.match(faults(first), /^The cell `await node1\.\$`ip link`;` \(solved\) is no longer in the notebook\.$/);
    assert.match(faults(last, first), /another order/);
  });
});
