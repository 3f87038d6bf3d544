import assert from 'node:assert/strict';
import type { NotebookJson } from '../../../lib/src/course/notebook.js';
import type { CellRun } from '../../../lib/src/course/run-notebook.js';
import { parseTalk } from '../../../lib/src/course/talk/format.js';
import { opensOf } from '../../../lib/src/course/talk/opens.js';
import { programOf } from '../../../lib/src/course/talk/program.js';
import { rehearsalOf } from '../../../lib/src/course/talk/rehearse.js';

const code = (id: string, source: string) => ({ id, cell_type: 'code', source, metadata: {}, outputs: [] });
const veth: NotebookJson = {
  nbformat: 4,
  cells: [
    code('first', "import { lab } from 'netdive';\nawait lab.open('veth');"),
    code('wired', "await lab.open('veth', { at: 'wired' });"),
    code('make', 'make();'),
    { id: 'text', cell_type: 'markdown', source: 'words', metadata: {} },
    code('ask', 'ask();'),
  ],
};
const talk = parseTalk(
  `title: Two parts
parts:
  - part: One
    minutes: 1
    slides:
      - text: hello
  - part: Two
    minutes: 2
    slides:
      - chapter: veth
        take: [text..ask]
      - chapter: veth
        take: [ask]
`,
  't.yaml',
);
const program = programOf(talk, new Map([['veth', veth]]));

describe('a rehearsal', () => {
  it('runs each cell of a slide after what it stands on, and none before that a second time', () => {
    assert.deepEqual(
      program.map(({ part, cell, shown }) => `${part} ${cell} ${shown}`),
      ['1 first false', '1 wired false', '1 make false', '1 ask true', '1 ask true'],
    );
  });

  it('knows the prepared points that the talk opens at', () => {
    assert.deepEqual(opensOf(program), [{ chapter: 'veth', point: 'wired' }]);
  });

  it('gives each part its time and its faults, and the command that shows them', () => {
    const ok = (index: number): CellRun => ({ index, status: 'ok', durationMs: 1_500, verdicts: [], expected: true });
    const runs: CellRun[] = [
      ...[ok(0), ok(1), ok(2)],
      { ...ok(3), status: 'error', expected: false, error: 'CommandError: no' },
      { ...ok(4), verdicts: [{ kind: 'check', claim: 'it answers', holds: false, hint: 'look there' }] },
    ];
    const { parts, faults, ok: all } = rehearsalOf(talk, program, runs);
    assert.equal(all, false);
    assert.deepEqual(parts, [
      { part: 'One', minutes: 1, cells: 0, seconds: 0, before: 0, secondsBefore: 0, failed: 0 },
      { part: 'Two', minutes: 2, cells: 2, seconds: 3, before: 3, secondsBefore: 4.5, failed: 2 },
    ]);
    assert.deepEqual(
      faults.map(({ begins, says, mend }) => [begins, says, mend]),
      [
        ['ask();', 'CommandError: no', 'npx netdive run veth --solve'],
        ['ask();', 'does not hold: it answers\nlook there', 'npx netdive run veth --solve'],
      ],
    );
    assert.equal(rehearsalOf(talk, program, [0, 1, 2, 3, 4].map(ok)).ok, true);
  });
});
