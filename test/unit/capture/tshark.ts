import { execa } from 'execa';
import { TUNNEL_PORT } from './generate.js';

/** What tshark found of a field: `show` is its value as text, `pos` and `size` are where it stands in the packet. */
export interface TsharkField {
  readonly name: string;
  readonly show: string;
  /** Its bytes, or the bits of them that it is, in hexadecimal digits. */
  readonly value: string;
  readonly pos: number;
  readonly size: number;
  /** It is a part of its bytes. */
  readonly masked: boolean;
}

export interface TsharkLayer {
  readonly proto: string;
  readonly pos: number;
  readonly size: number;
  readonly fields: TsharkField[];
}

/** Every packet is taken for itself, as we take it: nothing is put together from several ones, nothing guessed from the ones before. */
const PREFERENCES = [
  'ip.defragment:FALSE',
  'ipv6.defragment:FALSE',
  'tcp.desegment_tcp_streams:FALSE',
  'tcp.analyze_sequence_numbers:FALSE',
  'tcp.relative_sequence_numbers:FALSE',
  'tcp.try_heuristic_first:FALSE',
];
const DECODE_AS = ['udp.port==8472,vxlan', `udp.port==${TUNNEL_PORT},ip`];

/** tshark’s decoding of a file, packet by packet, in the order of the layers; one inside another follows it. */
export async function tshark(file: string): Promise<TsharkLayer[][]> {
  const preferences = PREFERENCES.flatMap((preference) => ['-o', preference]);
  const decodeAs = DECODE_AS.flatMap((rule) => ['-d', rule]);
  const { stdout } = await execa('tshark', ['-n', '-r', file, '-T', 'pdml', ...preferences, ...decodeAs], {
    stderr: 'ignore',
    maxBuffer: 2 ** 30,
  });
  return parsePdml(stdout);
}

/** PDML as tshark prints it: a tag a line, but for a line’s end in a value. */
export function parsePdml(text: string): TsharkLayer[][] {
  const packets: TsharkLayer[][] = [];
  let open: TsharkLayer[] = [];
  for (const line of text.replace(/\n(?!\s*<)/g, ' ').split('\n')) {
    const tag = /^\s*<(\/?)(packet|proto|field)\b/.exec(line);
    if (!tag) continue;
    const [, closing, kind] = tag;
    if (kind === 'packet') {
      if (!closing) packets.push([]);
    } else if (kind === 'proto') {
      if (closing) open.pop();
      else {
        const layer = layerOf(line);
        packets.at(-1)!.push(layer);
        if (!line.endsWith('/>')) open = [...open, layer];
      }
    } else if (!closing) open.at(-1)?.fields.push(fieldOf(line));
  }
  return packets;
}

function layerOf(line: string): TsharkLayer {
  const { name = '', pos, size } = attributes(line);
  return { proto: name, pos: Number(pos), size: Number(size), fields: [] };
}

function fieldOf(line: string): TsharkField {
  const { name = '', show = '', value = '', pos, size, unmaskedvalue } = attributes(line);
  return { name, show, value, pos: Number(pos), size: Number(size), masked: unmaskedvalue !== undefined };
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x27;': "'",
};

function attributes(line: string): Record<string, string | undefined> {
  const found: Record<string, string> = {};
  for (const [, name, value] of line.matchAll(/(\w+)="([^"]*)"/g))
    found[name!] = value!.replace(/&[#\w]+;/g, (entity) => ENTITIES[entity] ?? entity);
  return found;
}
