import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { parseAddresses } from '../../../lib/src/parse/address.js';
import { parseBridgeLinks } from '../../../lib/src/parse/bridge-link.js';
import { parseBridgeVlans } from '../../../lib/src/parse/bridge-vlan.js';
import { parseFdb } from '../../../lib/src/parse/fdb.js';
import { parseLinks } from '../../../lib/src/parse/link.js';
import { parseNeighbours } from '../../../lib/src/parse/neigh.js';
import { parseRoutes } from '../../../lib/src/parse/route.js';
import { provenance, recording } from '../../fixtures/recording.js';

const readers: Record<string, (text: string) => unknown[]> = {
  'ip-link': parseLinks,
  'ip-addr': parseAddresses,
  'ip-route': parseRoutes,
  'ip-neigh': parseNeighbours,
  'bridge-link': parseBridgeLinks,
  'bridge-fdb': parseFdb,
  'bridge-vlan': parseBridgeVlans,
};

const folders = [...Object.keys(readers), 'bridge-mdb', 'ip-netns', 'ping', 'mistakes', 'captures', 'skb-drop', 'nft'];
const filesOf = (folder: string) => readdirSync(new URL(`../../fixtures/${folder}`, import.meta.url));

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

  for (const [folder, read] of Object.entries(readers))
    it(`of ${folder} are read without losing a row or a key`, () => {
      for (const file of filesOf(folder)) {
        const text = recording(`${folder}/${file.replace(/\.txt$/, '')}`);
        const rows = (text === '' ? [] : (JSON.parse(text) as object[])).filter((row) => Object.keys(row).length > 0);
        assert.deepEqual(read(text), rows, file);
      }
    });
});
