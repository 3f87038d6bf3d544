import assert from 'node:assert/strict';
import { readable } from '../../../lib/src/kernel/errors.js';

describe('readable', () => {
  it('keeps what the reader wrote, and drops the stack', () => {
    const text = `TypeError: x is undefined
    at evalmachine.<anonymous>:3:7
    at async execute (/course/node_modules/tslab/dist/executor.js:173:17)
    at Place.ping (file:///course/lib/dist/lab/place.js:3:9)
    at node:internal/process/task_queues:95:5
`;
    assert.equal(readable(text), 'TypeError: x is undefined\n');
  });

  it('drops the code frame of our own library', () => {
    const text = `file:///course/lib/dist/lab/lab.js:12
        throw new Error('no');
              ^

Error: no
    at open (file:///course/lib/dist/lab/lab.js:12:15)
`;
    assert.equal(readable(text), 'Error: no\n');
  });

  it('keeps a frame in the reader’s own file', () => {
    assert.equal(
      readable('Error: no\n    at mine (/home/me/own.js:1:1)\n'),
      'Error: no\n    at mine (/home/me/own.js:1:1)\n',
    );
  });

  it('says Interrupted for both of tslab’s interrupts', () => {
    assert.equal(readable('Error: Interrupted asynchronously\n    at ...'), 'Interrupted.\n');
    assert.equal(readable("Error: x\n {\n  code: 'ERR_SCRIPT_EXECUTION_INTERRUPTED'\n}"), 'Interrupted.\n');
  });

  it('asks for an await where a promise was compared or passed', () => {
    assert.match(
      readable("2:3 - Property 'ttl' does not exist on type 'Promise<Ping>'.\n"),
      /Is an `await` missing\?\n$/,
    );
    assert.match(readable("1:1 - Type 'Promise<boolean>' is not assignable to type 'boolean'.\n"), /missing\?\n$/);
    assert.equal(readable("1:1 - Cannot find name 'a'.\n"), "1:1 - Cannot find name 'a'.\n");
  });

  it('leaves other text alone', () => {
    assert.equal(readable('ping: sendmsg: Network is unreachable\n'), 'ping: sendmsg: Network is unreachable\n');
    assert.equal(readable(''), '');
  });
});
