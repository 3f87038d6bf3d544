import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { readers } from '../../fixtures/readers.js';
import { provenance, recording } from '../../fixtures/recording.js';

const fixtures = new URL('../../fixtures/', import.meta.url);
const filesOf = (folder: string) => readdirSync(new URL(folder, fixtures));
const folders = readdirSync(fixtures, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'scenarios')
  .map(({ name }) => name);

describe('the recordings', () => {
  it('say where they come from, every one of them', () => {
    const known = provenance();
    for (const file of folders.flatMap((folder) => filesOf(folder).map((name) => `${folder}/${name}`))) {
      const origin = known[file];
      assert.ok(origin, `${file} has no line in provenance.json.`);
      for (const fact of [origin.command, origin.kernel, origin.distribution, origin.tool, origin.date])
        assert.ok(fact, file);
    }
  });

  it('have a reader whose rows are shown and read whole, but for those that a test of their own reads', () => {
    const alone = [
      'bpf-map',
      'captures',
      'ip-netns',
      'iperf3',
      'mistakes',
      'nft',
      'process',
      'skb-drop',
      'ss',
      'vagrant',
      'verifier-log',
    ];
    assert.deepEqual(folders.filter((folder) => !(folder in readers)).sort(), alone);
  });

  for (const [folder, { read }] of Object.entries(readers).filter(([, { whole }]) => whole))
    it(`of ${folder} are read without losing a row or a key`, () => {
      for (const file of filesOf(folder)) {
        const text = recording(`${folder}/${file.replace(/\.txt$/, '')}`);
        const rows = (text === '' ? [] : (JSON.parse(text) as object[])).filter((row) => Object.keys(row).length > 0);
        assert.deepEqual(read(text), rows, file);
      }
    });
});
