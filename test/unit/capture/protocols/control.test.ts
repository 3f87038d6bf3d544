import assert from 'node:assert/strict';
import { readCapture } from '../../../../lib/src/capture/capture-reader.js';
import { decode } from '../../../../lib/src/capture/decode.js';
import type { Field, Layer, Protocol } from '../../../../lib/src/capture/packet.js';
import { dnsName } from '../../../../lib/src/capture/protocols/dns-name.js';
import { capture } from '../../../fixtures/recording.js';

const names = ['lacp', 'stp', 'rstp', 'igmp-v3', 'mld-v2', 'vrrp', 'bgp', 'dhcp', 'dns', 'dns-tcp', 'http'];

/** The layers of a protocol in a recording. */
const layersOf = (name: string, protocol: Protocol): Layer[] =>
  readCapture(capture(name)).packets.flatMap(({ layers }) => layers.filter((layer) => layer.protocol === protocol));
/** The values of one field in all of them. */
const values = (layers: readonly Layer[], name: string): Field['value'][] =>
  layers.flatMap(({ fields }) => fields.filter((field) => field.name === name).map(({ value }) => value));

describe('the control and application protocols', () => {
  it('tell who the partner of a bond is, what a TCN is, and what a group is joined for', () => {
    assert.ok(values(layersOf('lacp', 'lacp'), 'partnerSystem').includes('02:00:00:00:00:02'));
    assert.ok(values(layersOf('stp', 'stp'), 'type').includes(128));
    assert.deepEqual(values(layersOf('rstp', 'stp'), 'portRole'), [3, 2, 3, 1]);
    assert.ok(values(layersOf('igmp-v3', 'igmp'), 'source').includes('10.0.0.2'));
    assert.ok(values(layersOf('mld-v2', 'mld'), 'source').includes('fd00::2'));
  });

  it('tell what a router, a name server, an address server and a web server say', () => {
    assert.ok(values(layersOf('vrrp', 'vrrp'), 'address').includes('fd00::100'));
    assert.ok(values(layersOf('bgp', 'bgp'), 'nlri').includes('fd21:0:0:1::/64'));
    assert.ok(values(layersOf('bgp', 'bgp'), 'asPath').includes('4200000002 4200000002'));
    assert.deepEqual(values(layersOf('dhcp', 'dhcp'), 'messageType'), [1, 2, 3, 5, 7]);
    assert.ok(values(layersOf('dns', 'dns'), 'answerTarget').includes('web.lab.test'));
    assert.deepEqual(values(layersOf('http', 'http'), 'status'), [200]);
  });

  it('have no mark on what was recorded whole, and survive being cut at every byte', () => {
    for (const name of names)
      for (const { bytes, layers, linkType } of readCapture(capture(name)).packets) {
        for (const layer of layers) assert.deepEqual(layer.marks, [], `${name}: ${layer.protocol}`);
        for (let kept = 0; kept < bytes.length; kept++)
          for (const layer of decode(bytes.slice(0, kept), linkType, bytes.length))
            for (const { value, offset, length } of layer.fields)
              assert.ok(value !== undefined && offset + length <= kept, `${name} cut at ${kept}`);
      }
  });

  it('end a name of DNS whose pointers lead in a circle, forwards or to themselves', () => {
    const end = (...bytes: number[]): unknown => dnsName(Uint8Array.from(bytes), 0, 0, bytes.length);
    assert.equal(end(0xc0, 0), 'malformed');
    assert.equal(end(1, 0x61, 0xc0, 0), 'malformed');
    assert.equal(end(0xc0, 2, 0), 'malformed');
    assert.equal(end(5, 0x61), 'cut');
    assert.deepEqual(end(3, 0x61, 0x2e, 7, 0), { text: 'a\\.\\007', next: 5 });
  });
});
