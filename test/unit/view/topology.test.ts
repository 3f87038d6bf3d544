import assert from 'node:assert/strict';
import { drawTopology } from '../../../lib/src/view/topology.js';
import { bad, cable, device, overlay, overlayLater, stacked, veth } from './models.js';
import { hostile } from './samples.js';
import { matchesSnapshot } from './snapshot.js';

describe('drawTopology', () => {
  it('draws as it always did', async () => {
    const simple = await drawTopology(veth);
    matchesSnapshot('topology-veth.txt', simple.text);
    matchesSnapshot('topology-veth.svg', simple.svg);
    matchesSnapshot('topology-veth.html.txt', simple.html);
    const layers = await drawTopology(stacked);
    matchesSnapshot('topology-stacked.txt', layers.text);
    matchesSnapshot('topology-stacked.svg', layers.svg);
  });

  it('marks what was added, removed and changed since before', async () => {
    const view = await drawTopology(overlayLater(), { before: overlay(4) });
    matchesSnapshot('topology-change.txt', view.text);
    matchesSnapshot('topology-change.svg', view.svg);
  });

  it('says that nothing has changed where nothing has', async () => {
    const same = await drawTopology(veth, { before: veth });
    assert.equal(same.text, `${(await drawTopology(veth)).text}\nnothing has changed`);
    assert.match(same.svg ?? '', /nothing has changed/);
  });

  it('tells what a changed setting was and what it is', async () => {
    const one = (more: object) => ({
      machines: [{ name: 'node1', namespaces: [{ name: '', devices: [device('eth0', 'ether', more)] }] }],
      cables: [],
    });
    const { text } = await drawTopology(one({ mtu: 1400, state: 'down', master: 'br0' }), {
      before: one({ mtu: 1500, mac: '52:54:00:00:01:01' }),
    });
    assert.match(text, /\(changed, was up, was no port, mac was 52:54:00:00:01:01, mtu 1400, was 1500\)/);
    assert.match(text, /\n~ changed$/);
  });

  it('leaves out the loopback and the management device, unless they have something to tell', async () => {
    const model = {
      machines: [
        {
          name: 'node1',
          namespaces: [
            { name: '', devices: [device('lo', 'loopback', { addresses: ['127.0.0.1/8'] }), device('mgmt0', 'ether')] },
            { name: 'red', devices: [device('lo', 'loopback', { addresses: ['127.0.0.1/8', '10.9.9.9/32'] })] },
          ],
        },
      ],
      cables: [],
    };
    assert.doesNotMatch((await drawTopology(model)).text, /mgmt0/);
    assert.equal((await drawTopology(model)).text.match(/lo /g)?.length, 1);
    assert.match((await drawTopology(model, { management: true })).text, /mgmt0/);
  });

  it('shows hostile names as text', async () => {
    const { text, svg = '', html = '' } = await drawTopology(bad, { before: veth });
    assert.doesNotMatch(svg + html, /<script|\u001b|\u202e/);
    assert.doesNotMatch(text, /\u001b|\u202e/);
    assert.match(text, new RegExp(hostile.slice(0, 8)));
  });

  it('draws nothing at all without failing', async () => {
    assert.equal((await drawTopology({ machines: [], cables: [] })).text, 'no machines');
  });

  it('draws a cable whose ends are in one bridge, and one between three machines', async () => {
    const own = (...devices: ReturnType<typeof device>[]) => [{ name: '', devices }];
    const loop = own(
      device('br0', 'bridge'),
      device('a', 'veth', { master: 'br0' }),
      device('b', 'veth', { master: 'br0' }),
    );
    const far = { name: 'node2', namespaces: own(device('eth0', 'ether')) };
    const model = {
      machines: [{ name: 'node1', namespaces: loop }, far, { ...far, name: 'node3' }],
      cables: [cable('node1//a', 'node1//b'), cable('node2//eth0', 'node3//eth0'), cable('node1//a', 'node3//eth0')],
    };
    assert.equal((await drawTopology(model)).svg?.match(/class="wire"/g)?.length, 3 + 2);
  });
});
