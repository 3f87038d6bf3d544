import assert from 'node:assert/strict';
import { chart, chartSpec } from '../../../lib/src/view/chart.js';
import { light } from '../../../lib/src/view/theme.js';
import { hostile } from './samples.js';
import { matchesSnapshot } from './snapshot.js';

const received = [
  { ifname: 'eth0', rx: 1250 },
  { ifname: 'eth1', rx: 0 },
  { ifname: 'veth-red', rx: 640.5 },
];
const trips = Array.from({ length: 12 }, (_, seq) => [
  { seq, rtt: 0.4 + (seq % 4) / 10, path: 'bridge' },
  { seq, rtt: seq === 7 ? 2.5 : 1, path: 'vxlan' },
]).flat();

describe('chart', () => {
  it('draws bars, with the unit on the axis', async () => {
    const view = await chart(received, { mark: 'bar', x: 'ifname', y: 'rx', unit: 'packets', title: 'Received' });
    matchesSnapshot('chart-bar.txt', view.text);
    matchesSnapshot('chart-bar.svg', view.svg);
    matchesSnapshot('chart-bar.json.txt', JSON.stringify(view.vegaLite, null, 1));
    assert.match(view.svg ?? '', /rx \(packets\)/);
  });

  it('draws lines and points of several series, told apart by more than a colour', async () => {
    for (const [mark, channel] of [['line', 'strokeDash'] as const, ['point', 'shape'] as const]) {
      const view = await chart(trips, { mark, x: 'seq', y: 'rtt', color: 'path', unit: 'ms' });
      matchesSnapshot(`chart-${mark}.txt`, view.text);
      assert.ok(channel in (view.vegaLite as { encoding: object }).encoding);
    }
  });

  it('knows the unit of the course’s own keys, also of those inside of others', async () => {
    const axes = async (row: object, x: string, y: string): Promise<string> =>
      (await chart([row], { mark: 'line', x, y })).text;
    assert.match(await axes({ ifname: 'eth0', rx: { bytes: 7 } }, 'ifname', 'rx.bytes'), /rx data \(bytes\) by ifname/);
    assert.match(await axes({ seq: 1, ms: 0.4 }, 'seq', 'ms'), /time \(ms\) by seq/);
    assert.match(await axes({ at: 1, rtt: { avg: 0.4 } }, 'at', 'rtt.avg'), /rtt average \(ms\) by at/);
    assert.match(await axes({ load: { max: 3 }, n: 1 }, 'n', 'load.max'), /load\.max by n/);
    const mine = { mark: 'line', x: 'n', y: 'ms', unit: 's', yTitle: 'wait' } as const;
    assert.match((await chart([{ n: 1, ms: 2 }], mine)).text, /wait \(s\) by n/);
  });

  it('is of the version that JupyterLab renders, with the data in it', async () => {
    const { vegaLite } = await chart(received, { mark: 'bar', x: 'ifname', y: 'rx' });
    assert.equal((vegaLite as { $schema: string }).$schema, 'https://vega.github.io/schema/vega-lite/v5.json');
    assert.equal((vegaLite as { data: { values: object[] } }).data.values.length, 3);
  });

  it('is drawn in the page’s own colours, light or dark, beside the picture that stands alone', async () => {
    const { html = '', svg = '' } = await chart(received, { mark: 'bar', x: 'ifname', y: 'rx', title: 'Received' });
    for (const [name, colour] of [
      ['ink', light.ink],
      ['muted', light.muted],
      ['line', light.line],
      ['ground', light.ground],
    ]) {
      assert.match(svg, new RegExp(`"${colour}"`), name);
      assert.match(html, new RegExp(`="var\\(--nd-${name}\\)"`), name);
      assert.doesNotMatch(html, new RegExp(`(fill|stroke)="${colour}"`), name);
    }
  });

  it('refers to its own parts by names that no other chart has', async () => {
    const names = async (n: number): Promise<string[]> => {
      const { html = '' } = await chart([{ a: 'x', n }], { mark: 'bar', x: 'a', y: 'n', color: 'a' });
      const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!);
      for (const [, to] of html.matchAll(/url\(#([^)]+)\)/g)) assert.ok(ids.includes(to!), to);
      return ids;
    };
    const [one, two] = [await names(1), await names(2)];
    assert.ok(one.length > 0 && one.every((id) => !two.includes(id)), `${one}, ${two}`);
  });

  it('says which row has no number, and says so when there are no rows', async () => {
    await assert.rejects(
      chart([{ x: 1, y: 'fast' }], { mark: 'bar', x: 'x', y: 'y' }),
      /"y" of the row at x = 1 is not a number/,
    );
    assert.match((await chart([], { mark: 'line', x: 'x', y: 'y' })).text, /no rows/);
  });

  it('shows hostile names as text', async () => {
    const view = await chart([{ [hostile]: hostile, n: 1 }], { mark: 'bar', x: hostile, y: 'n', title: hostile });
    assert.doesNotMatch(`${view.svg}${view.html}${view.text}`, /<script>alert\(1\)<\/script>"'&\u001b|\u001b|\u202e/);
    assert.doesNotMatch(view.svg ?? '', /<script/);
  });
});

describe('chartSpec', () => {
  it('draws a specification of your own', async () => {
    const spec = {
      title: 'Mine',
      data: { values: received },
      mark: 'bar',
      encoding: { x: { field: 'rx', type: 'quantitative' } },
    };
    const view = await chartSpec(spec);
    assert.match(view.svg ?? '', /^<svg/);
    assert.equal(view.text, 'chart: Mine');
  });

  it('fetches nothing', async () => {
    const spec = { data: { url: 'file:///etc/passwd', format: { type: 'csv' } }, mark: 'bar' };
    await assert.rejects(chartSpec(spec), /does not load file:.*put the rows in data.values/);
  });
});
