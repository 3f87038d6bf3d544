import assert from 'node:assert/strict';
import type { Field, Layer, Packet } from '../../../lib/src/capture/packet.js';
import { cell, cellWidth, slide } from '../../../lib/src/view/fit.js';
import { packet } from '../../../lib/src/view/packet.js';
import { layoutOf } from '../../../lib/src/view/packet/layout.js';
import { partsOf } from '../../../lib/src/view/packet/parts.js';
import { at } from './journeys.js';
import { carriedPing, ethernet, ipv4, MAC, packetOf, plainPing, tcp, udp, vlan } from './packets.js';
import { hostile } from './samples.js';
import { matchesSnapshot } from './snapshot.js';

const ping = packetOf(plainPing(), at('node1/red/eth0 out'));
const carried = packetOf(carriedPing(), at('node1//eth0 out'), 31, 4);
const options = [2, 4, 5, 0xb4, 4, 2, 8, 10, 0, 1, 2, 3, 0, 0, 0, 0, 1, 3, 3, 7];
const syn = packetOf(
  ethernet(
    MAC.red,
    MAC.blue,
    0x8100,
    vlan(30, 0x0800, ipv4('10.0.0.1', '10.0.0.2', 6, tcp(40112, 80, 3e9, 0, 2, [], options))),
  ),
);

function having(fields: readonly Field[], layer: Partial<Layer> = {}): Packet {
  return { ...ping, layers: [{ protocol: 'dns', offset: 0, length: 98, marks: [], fields, ...layer }] };
}

describe('packet', () => {
  it('draws bytes, layers and fields as it always did, and tells them', () => {
    const view = packet(ping);
    matchesSnapshot('packet-ping.txt', view.text);
    matchesSnapshot('packet-ping.svg', view.svg);
    matchesSnapshot('packet-ping.html.txt', view.html);
    matchesSnapshot('packet-syn.txt', packet(syn).text);
  });

  it('tells that a packet is inside of another', () => {
    matchesSnapshot('packet-carried.svg', packet(carried).svg);
    assert.match(packet(carried).svg ?? '', /Ethernet<tspan[^>]*>14 bytes from 50, inside of VXLAN</);
  });

  it('says what was not captured, and in which layer the capture ends', () => {
    const { text, svg } = packet(packetOf(plainPing().slice(0, 30), undefined, 0, 1, 98));
    assert.match(text, /\nIPv4, bytes 14-29, cut short\n[^]*\n68 of its 98 bytes were not captured$/);
    assert.match(svg ?? '', /▲ cut short[^]*/);
  });

  it('counts the lines that it does not show', () => {
    const zeros = Array.from({ length: 1400 }, () => 0);
    const large = packetOf(ethernet(MAC.red, MAC.blue, 0x0800, ipv4('10.0.0.1', '10.0.0.2', 17, udp(9, 9, zeros))));
    assert.match(packet(large, { lines: 2 }).svg ?? '', />… and 1410 more bytes</);
    assert.match(packet(large, { lines: 2 }).text, /\n {2}… and 1368 more$/);
  });

  it('shows hostile values and places as text', () => {
    const field = { name: hostile, value: hostile, offset: 0, length: 98 };
    const {
      text,
      svg = '',
      html = '',
    } = packet({
      ...having([field, { ...field, value: true }]),
      at: { host: hostile, netns: hostile, ifname: hostile },
    });
    assert.doesNotMatch(svg + html, /<script|\u001b|\u202e/);
    assert.doesNotMatch(text, /\u001b|\u202e/);
  });

  it('shows a packet without a byte', () => {
    assert.equal(
      packet({ ...ping, bytes: new Uint8Array(), length: 0, layers: [] }).text,
      'Packet 1, node1/red/eth0 out, 0 bytes',
    );
  });
});

describe('The parts of a layer', () => {
  it('have each byte once: those of shared bytes are one, those without a name are there', () => {
    for (const { layers } of [ping, carried, syn])
      for (const layer of layers) {
        const bytes = partsOf(layer).flatMap(({ offset, length }) => Array.from({ length }, (_, i) => offset + i));
        assert.deepEqual(
          bytes,
          Array.from({ length: layer.length }, (_, i) => layer.offset + i),
        );
      }
    assert.deepEqual(
      partsOf(ping.layers[1]!)[0]!.fields.map(({ name }) => name),
      ['version', 'headerLength'],
    );
  });

  it('end where their layer ends, whatever a field says', () => {
    const [layer] = having([{ name: 'a', value: 1, offset: 8, length: 1000 }], { length: 10 }).layers;
    assert.deepEqual(
      partsOf(layer!).map(({ offset, length }) => [offset, length]),
      [
        [0, 8],
        [8, 2],
      ],
    );
  });
});

describe('The layout of a packet', () => {
  const states = ['Activity', 'Timeout', 'Aggregation', 'Synchronization', 'Collecting', 'Distributing'];
  const shownOf = (names: readonly string[]): string[] => {
    const flags = names.map((name) => ({ name, value: true, offset: 0, length: 1 }));
    const chip = layoutOf(having(flags), 16, cell).sections[0]!.chips[0]!;
    return chip.named.flatMap(({ name, value }) => [name, value]).filter((word) => word !== '');
  };

  it('says once whose a byte’s flags are, and none less than there is room for', () => {
    assert.deepEqual(shownOf(states.map((name) => `actor${name}`)), ['actor', ...states]);
    assert.deepEqual(shownOf(['syn', 'ack']), ['syn', 'ack']);
    assert.deepEqual(shownOf(['actorActivity']), ['actorActivity']);
    assert.deepEqual(shownOf(['syn', 'synAck']), ['syn', 'synAck']);
    const wide = Array.from({ length: 8 }, (_, i) => `a-flag-with-a-long-name-${i}`);
    assert.deepEqual(shownOf(wide), [...wide.slice(0, 3), 'and 5 more']);
  });

  it('has the layers beside the bytes on a slide, where they would be too small below', () => {
    for (const [one, isBeside] of [
      [ping, false],
      [carried, true],
    ] as const) {
      const [{ height: inCell }, onSlide] = [layoutOf(one, 16, cell), layoutOf(one, 16, slide)];
      assert.equal(onSlide.sections[0]!.x > onSlide.letters, isBeside, `${onSlide.width} x ${onSlide.height}`);
      assert.ok(onSlide.height < inCell * (isBeside ? 0.85 : 1.01));
      const bytes = onSlide.blocks.reduce((sum, block) => sum + block.bytes.length, 0);
      assert.equal(bytes, one.bytes.length, 'all bytes are there');
    }
  });

  it('is as wide as a cell, with nothing beside it and no box over another', () => {
    const long = having([{ name: 'name', value: 'x'.repeat(300), offset: 0, length: 98 }]);
    const partner = having(states.map((name) => ({ name: `partner${name}`, value: true, offset: 0, length: 1 })));
    for (const [one, frame] of [ping, carried, syn, long, partner].flatMap(
      (one) =>
        [
          [one, cell],
          [one, slide],
        ] as const,
    )) {
      const { width, height, sections } = layoutOf(one, 16, frame);
      if (frame === cell) assert.equal(width, cellWidth);
      const chips = sections.flatMap((section) => section.chips);
      for (const chip of chips) {
        assert.ok(chip.x + chip.width <= width - 10 && chip.y < height, JSON.stringify(chip));
        for (const other of chips)
          assert.ok(
            other === chip || other.y !== chip.y || other.x + other.width <= chip.x || chip.x + chip.width <= other.x,
          );
      }
    }
  });
});
