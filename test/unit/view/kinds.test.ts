import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { canDraw } from '../../../lib/src/kernel/display.js';
import { checkpointRow } from '../../../lib/src/lab/checkpoint-kind.js';
import { parseAddresses } from '../../../lib/src/parse/address.js';
import { parseBridgeLinks } from '../../../lib/src/parse/bridge-link.js';
import { parsePing } from '../../../lib/src/parse/ping.js';
import { kindOf } from '../../../lib/src/view/kind.js';
import { tagged } from '../../../lib/src/view/rows.js';
import { viewOf } from '../../../lib/src/view/viewOf.js';
import { readers } from '../../fixtures/readers.js';
import { recording } from '../../fixtures/recording.js';
import { pinged } from './samples.js';

const recordings = (folder: string): string[] =>
  readdirSync(new URL(`../../fixtures/${folder}`, import.meta.url)).map((file) =>
    recording(`${folder}/${file.replace(/\.txt$/, '')}`),
  );

/** What no reader should see. */
const raw = /\[object |[{}]|undefined|null|NaN/;
const head = (value: unknown): string => viewOf(value).text.split('\n')[1] ?? '';

describe('Every kind of row', () => {
  for (const [folder, { kind, read }] of Object.entries(readers))
    it(`of ${folder} shows as words, with a tag, without one and alone`, () => {
      for (const rows of recordings(folder)
        .map(read)
        .filter(({ length }) => length > 0)) {
        assert.equal(kindOf([...rows]), kind);
        assert.ok(canDraw(rows[0]), 'it draws itself as the last value of a cell');
        for (const value of [tagged(kind, rows), rows, rows[0]]) {
          const { text, html = '' } = viewOf(value);
          assert.match(html, /<table/);
          assert.doesNotMatch(text, raw);
          assert.doesNotMatch(html.replace(/<style>[^]*?<\/style>/g, ''), raw);
        }
      }
    });

  it('that a watch found says where it was and what became of it', () => {
    const { links, addresses, routes, neighbours, fdb, counters } = pinged;
    for (const rows of [links, addresses, routes, neighbours, fdb]) {
      assert.match(head(rows), /host .* change /);
      assert.doesNotMatch(viewOf(rows).text, raw);
    }
    assert.match(head(counters), /host .* ifname .* rx packets .* rx bytes .* rx dropped .* tx packets /);
  });

  it('has no column that says nothing, and none that says too little', () => {
    const [details] = parseBridgeLinks(recording('bridge-link/details'));
    const port = { ...details!, isolated: true, learning: false };
    assert.match(viewOf(port).text, /isolated, no[^]*learning/);
    assert.match(viewOf(parseAddresses(recording('ip-addr/peer'))).text, /peer/);
    assert.match(viewOf(parseAddresses(recording('ip-addr/runs-out'))).text, /valid[^]* \d+ s /);
    const way = { dst: 'default', flags: [], nexthops: [{ gateway: '10.0.0.9', dev: 'eth0', weight: 1, flags: [] }] };
    assert.match(viewOf([way]).text, /10\.0\.0\.9 dev eth0 weight 1/);
  });

  it('shows a ping, its replies and checkpoints as tables', () => {
    const ping = parsePing(recording('ping/some-lost'));
    assert.match(viewOf(ping).text, /to .* received .* ttl .* avg ms[^]* \d of \d /);
    assert.match(head(ping.replies), /seq .* from .* bytes .* ttl .* ms/);
    const kept = { name: 'before-lunch', savedAt: new Date(), bytes: 212_000_000 };
    assert.match(viewOf([checkpointRow(kept)]).text, /before-lunch │ you +│ just now │ 212 MB/);
    assert.match(viewOf(kept).text, /before-lunch │ just now │ 212 MB/);
  });

  it('shows a service by where it runs and what it is', () => {
    const service = { host: 'node1', netns: 'red', command: 'python3 -m http.server 80', stop: () => undefined };
    assert.match(viewOf([service]).text, /node1 +│ red +│ python3 -m http\.server 80/);
    assert.doesNotMatch(viewOf(service).text, /change/);
  });

  it('of none that we know shows what is in it, one level deep', () => {
    const { text } = viewOf([{ name: 'a', of: { x: 1, deep: { y: 2 } }, list: ['p', 'q'], at: new Date(0) }]);
    for (const word of ['of.x', 'p q', '1970-01-01']) assert.ok(text.includes(word), word);
    assert.match(viewOf([{ rx: { bytes: 7 } }]).text, /rx\.bytes/);
    assert.doesNotMatch(viewOf([{ of: { x: 1 } }].map((row) => ({ row }))).text, raw);
  });
});
