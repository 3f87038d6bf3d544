import assert from 'node:assert/strict';
import { readNotebookJson, type NotebookJson } from '../../../lib/src/course/notebook.js';
import { questionOf, titleOf } from '../../../lib/src/course/summary.js';
import { chapters } from '../../../lib/src/lab/chapters.js';

const notebook = (source: string): NotebookJson => ({
  nbformat: 4,
  cells: [{ cell_type: 'markdown', source, metadata: {} }],
});

describe('a chapter in short', () => {
  it('is its title and its question, without Markdown’s marks', () => {
    const wires = notebook('# *Wires* and `ip` \\<b\\>\n\n**How does `eth0` work?**\n\nIt is **bold**.');
    assert.equal(titleOf(wires), 'Wires and ip <b>');
    assert.equal(questionOf(wires), 'How does eth0 work?');
  });

  it('takes no comment in a block of code for a title, and no bold word for a question', () => {
    assert.equal(titleOf(notebook('```sh\n# ls\n```')), undefined);
    assert.equal(questionOf(notebook('# Wires\n\nA **cable** and more.')), '');
  });

  for (const { name, notebook: path } of chapters()) {
    it(`${name} has both`, async () => {
      const read = await readNotebookJson(path);
      assert.ok(titleOf(read));
      assert.match(questionOf(read), /\?$/);
    });
  }
});
