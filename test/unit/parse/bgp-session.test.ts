import assert from 'node:assert/strict';
import { ParseError } from '../../../lib/src/errors.js';
import { parseBgpSessions } from '../../../lib/src/parse/bgp-session.js';
import { table } from '../../../lib/src/view/table.js';
import { recording } from '../../fixtures/recording.js';

const read = (name: string) => parseBgpSessions(recording(`bgp-session/${name}`));

describe('parseBgpSessions', () => {
  it('finds nothing where bird has no neighbour', () => {
    assert.deepEqual(read('none'), []);
  });

  it('reads who is at the other end, and how many routes each has told', () => {
    assert.deepEqual(read('established'), [
      { name: 'mesh', neighbor: '10.0.0.2', state: 'Established', imported: 1, exported: 1 },
    ]);
  });

  it('tells why a session does not stand; its routes are gone', () => {
    const [{ lastError, ...session }] = read('neighbour-gone') as [ReturnType<typeof read>[number]];
    assert.match(lastError!, /^Socket: Connection refused/);
    assert.notEqual(session.state, 'Established');
    assert.deepEqual([session.imported, session.exported], [0, 0]);
  });

  it('counts the routes that wait for a neighbour’s return', () => {
    const [session] = read('neighbour-restarts');
    assert.notEqual(session!.state, 'Established');
    assert.deepEqual([session!.imported, session!.exported], [1, 0]);
  });

  it('tells of one that was switched off', () => {
    assert.deepEqual(
      read('switched-off').map(({ state, imported }) => [state, imported]),
      [['Down', 0]],
    );
  });

  it('refuses what is not bird’s, and a session without state or neighbour', () => {
    const whole = recording('bgp-session/established');
    const without = (key: string) =>
      whole
        .split('\n')
        .filter((line) => !line.includes(`${key}:`))
        .join('\n');
    for (const text of ['', 'BIRD 2.17.6 ready.\nRuntime error\n', without('BGP state'), without('Neighbor address')])
      assert.throws(() => parseBgpSessions(text), ParseError);
  });

  it('is shown a line a session', () => {
    assert.match(table(read('established')).text, /neighbor[^\n]*imported[^]*10\.0\.0\.2[^\n]*Established/);
  });
});
