import { interfaceName } from './interface-name.js';
import type { Packet } from './packet.js';
import * as blocks from './pcapng-blocks.js';

const { BLOCK_HEAD, BLOCK_TAIL, padded } = blocks;
const NANOSECONDS = 9;
const DIRECTION = { in: 1, out: 2 } as const;

/**
 * Packets as a pcapng file, which Wireshark opens: one interface for each place and link type, called `node1/red/eth0`, times in
 * nanoseconds, and whether a packet came in or left.
 * @example await writeFile('ping.pcapng', writePcapng(packets))
 */
export const writePcapng = (packets: Iterable<Packet>): Uint8Array => Buffer.concat([...pcapngBlocks(packets)]);

/**
 * The blocks of such a file, one after another.
 * @example for (const block of pcapngBlocks(packets)) file.write(block);
 */
export function* pcapngBlocks(packets: Iterable<Packet>): Generator<Uint8Array> {
  const section = block(blocks.SECTION_HEADER, 16);
  section.view.setUint32(8, blocks.BYTE_ORDER_MAGIC, true);
  section.view.setUint16(12, 1, true); // version 1.0
  section.view.setBigInt64(16, -1n, true); // its length is not told
  yield section.bytes;
  const interfaces = new Map<string, number>();
  for (const packet of packets) {
    const name = packet.at ? interfaceName(packet.at) : '';
    const key = `${packet.linkType} ${name}`;
    let id = interfaces.get(key);
    if (id === undefined) {
      id = interfaces.size;
      interfaces.set(key, id);
      yield interfaceBlock(name, packet.linkType);
    }
    yield packetBlock(packet, id);
  }
}

interface Block {
  readonly bytes: Uint8Array;
  readonly view: DataView;
}

function block(type: number, bodyLength: number): Block {
  const bytes = new Uint8Array(BLOCK_HEAD + bodyLength + BLOCK_TAIL);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, type, true);
  view.setUint32(4, bytes.length, true);
  view.setUint32(bytes.length - BLOCK_TAIL, bytes.length, true);
  return { bytes, view };
}

function interfaceBlock(name: string, linkType: number): Uint8Array {
  const text = new TextEncoder().encode(name);
  const nameSize = name === '' ? 0 : 4 + padded(text.length);
  const { bytes, view } = block(blocks.INTERFACE, 8 + nameSize + 8 + 4);
  view.setUint16(8, linkType, true);
  if (nameSize > 0) {
    option(view, 16, blocks.IF_NAME, text.length);
    bytes.set(text, 20);
  }
  option(view, 16 + nameSize, blocks.IF_TSRESOL, 1);
  view.setUint8(16 + nameSize + 4, NANOSECONDS);
  return bytes;
}

function packetBlock(packet: Packet, id: number): Uint8Array {
  const { length } = packet.bytes;
  const direction = packet.at?.direction;
  const options = direction ? 12 : 0;
  const { bytes, view } = block(blocks.ENHANCED_PACKET, 20 + padded(length) + options);
  view.setUint32(8, id, true);
  view.setUint32(12, Number(BigInt.asUintN(32, packet.time >> 32n)), true);
  view.setUint32(16, Number(BigInt.asUintN(32, packet.time)), true);
  view.setUint32(20, length, true);
  view.setUint32(24, packet.length, true);
  bytes.set(packet.bytes, 28);
  if (direction) {
    option(view, 28 + padded(length), blocks.EPB_FLAGS, 4);
    view.setUint32(28 + padded(length) + 4, DIRECTION[direction], true);
  }
  return bytes;
}

function option(view: DataView, at: number, code: number, length: number): void {
  view.setUint16(at, code, true);
  view.setUint16(at + 2, length, true);
}
