import type { Field, Layer, Packet } from '../../../lib/src/capture/packet.js';
import { likeOurs } from './tshark-layers.js';
import { FIELDS, PROTOCOLS, type Known } from './tshark-names.js';
import type { TsharkField, TsharkLayer } from './tshark.js';

/** Where our decoding of a packet and tshark’s differ, a sentence each; the fields both have are counted. */
export function compare(packet: Packet, theirs: readonly TsharkLayer[]): { differences: string[]; compared: number } {
  const ours = packet.layers.filter(({ protocol }) => FIELDS[protocol]);
  const known = likeOurs(theirs).filter(({ proto }) => PROTOCOLS.has(proto));
  const told = known.map(({ proto }, i) => (proto === 'sll' ? (ours[i]?.protocol ?? proto) : PROTOCOLS.get(proto)!));
  const names = ours.map(({ protocol }) => protocol);
  if (names.join() !== told.join())
    return { differences: [`layers: ${names.join()}, tshark: ${told.join()}`], compared: 0 };
  const differences: string[] = [];
  let compared = 0;
  for (const [i, layer] of ours.entries()) {
    const found = compareLayer(layer, known[i]!);
    compared += found.compared;
    for (const difference of found.differences) differences.push(`${layer.protocol} at ${layer.offset}: ${difference}`);
  }
  return { differences, compared };
}

/** Each of our fields is one of tshark’s, value and bytes; and of those that it has by these names we have all. */
function compareLayer(layer: Layer, theirs: TsharkLayer): { differences: string[]; compared: number } {
  const differences: string[] = [];
  const rows = FIELDS[layer.protocol]!;
  if (theirs.pos !== layer.offset) differences.push(`tshark has it at ${theirs.pos}`);
  for (const { name } of layer.fields) if (!rows[name]) differences.push(`${name} has no row in the table of names`);
  let compared = 0;
  for (const [name, row] of Object.entries(rows)) {
    const known: Known = typeof row === 'string' ? { names: [row] } : row!;
    if (known.names.length === 0) continue;
    const ours = layer.fields.filter((field) => field.name === name);
    const others = theirs.fields.filter((field) => known.names.includes(field.name));
    const accepted = (known.shared && ours.length === 0) || (known.sometimes && others.length === 0);
    if (ours.length !== others.length && !accepted)
      differences.push(`${name}: ${ours.length} times, tshark: ${others.length}`);
    for (const [i, field] of ours.entries()) {
      const other = others[i];
      if (!other) continue;
      compared++;
      const value = known.read ? known.read(other) : valueOf(other, field.value);
      if (value !== field.value) differences.push(`${name} is ${field.value}, tshark: ${value} (${other.show})`);
      if (!known.elsewhere && !sameBytes(field, other))
        differences.push(`${name} has ${field.offset}+${field.length}, tshark: ${other.pos}+${other.size}`);
    }
  }
  return { differences, compared };
}

function valueOf({ show }: TsharkField, like: Field['value']): Field['value'] {
  if (typeof like === 'number') return Number(show);
  if (typeof like === 'boolean') return show === '1' || show === 'True';
  return show;
}

/** Of a field that is some bits tshark names all the bytes of the number that they are in. */
const sameBytes = ({ offset, length }: Field, { pos, size, masked }: TsharkField): boolean =>
  masked ? offset >= pos && offset + length <= pos + size : offset === pos && length === size;
