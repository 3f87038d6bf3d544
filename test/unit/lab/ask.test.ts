import assert from 'node:assert/strict';
import { execa } from 'execa';
import { askAll } from '../../../lib/src/lab/ask.js';
import type { Connection } from '../../../lib/src/transport/connection.js';

/** A machine whose `ip` and `bridge` say what they were asked, and where. A namespace `gone` cannot be entered. */
const programs = `
  answer() { [ "$2" = gone ] && return 1; while read -r line; do echo "[\\"$1 $2 $line\\"]"; done; }
  ip() { if [ "$1" = -j ]; then echo "$NAMES"; else answer "$@"; fi; }
  bridge() { answer "$@"; }
`;
const machine = (...names: string[]): Connection => {
  const run = async (script: string): Promise<object> => {
    const env = { NAMES: JSON.stringify(names.map((name) => ({ name }))) };
    const { stdout, stderr, exitCode } = await execa('bash', ['-c', programs + script], { env, reject: false });
    return { host: 'node1', netns: '', command: script, stdout: `${stdout}\n`, stderr, exitCode };
  };
  return { target: { host: 'node1' }, run } as unknown as Connection;
};
const questions = { ip: ['link show', 'neigh show'], bridge: ['fdb show'] };

describe('Asking all namespaces', () => {
  it('gives each its own answers, in the order of the questions', async () => {
    const [own, red] = await askAll(machine('red'), questions);
    assert.deepEqual(own, {
      netns: '',
      lines: ['["-d -s link show"]', '["-d -s neigh show"]', '["-d -s fdb show"]', ''],
    });
    assert.deepEqual(red?.lines.slice(0, 3), ['["-n red link show"]', '["-n red neigh show"]', '["-n red fdb show"]']);
  });

  it('sorts namespaces as a person does', async () => {
    const answers = await askAll(machine('room10', 'room9', 'blue'), { ip: [] as string[], bridge: ['fdb show'] });
    assert.deepEqual(
      answers.map(({ netns }) => netns),
      ['', 'blue', 'room9', 'room10'],
    );
  });

  it('goes on where a namespace was deleted meanwhile, and names are no shell', async () => {
    const nasty = "it's $(here)";
    const answers = await askAll(machine('gone', nasty), questions);
    assert.deepEqual(answers[1], { netns: 'gone', lines: [''] });
    assert.equal(answers[2]?.lines[0], `["-n ${nasty} link show"]`);
  });
});
