import type { Field, Layer, Packet, Protocol } from './packet.js';
import { BGP_MESSAGES, messageWord, TCP_FLAGS } from './words.js';

/**
 * A packet in one line, in words like tcpdump’s, from the outside in.
 * @example summary(packet) // 'ipv4 10.0.0.1 > 10.0.0.2 ttl 64, icmp echo request id 7 seq 1, payload 56'
 */
export const summary = (packet: Packet): string => packet.layers.map(words).join(', ');

/** What a field is called where there is something to say besides its protocol’s name. */
const TELL: Readonly<Partial<Record<Protocol, (value: Read, layer: Layer) => string>>> = {
  ethernet: (value) => `${value('src')} > ${value('dst')}`,
  vlan: (value) => `${value('vid')}`,
  sll: (value) => `${PACKET_TYPES[Number(value('packetType'))] ?? ''}`,
  sll2: (value) => `${PACKET_TYPES[Number(value('packetType'))] ?? ''} by interface ${value('ifindex')}`,
  arp: (value) =>
    value('operation') === 1
      ? `who-has ${value('targetIp')} tell ${value('senderIp')}`
      : value('operation') === 2
        ? `reply ${value('senderIp')} is-at ${value('senderMac')}`
        : `operation ${value('operation')}`,
  ipv4: (value) =>
    `${value('src')} > ${value('dst')} ttl ${value('ttl')}${fragment(value('fragmentOffset'), value('mf'))}`,
  ipv6: (value) => `${value('src')} > ${value('dst')} hlim ${value('hopLimit')}`,
  fragment: (value) => fragment(value('fragmentOffset'), value('mf')).trim(),
  icmp: (value) => messageWord('icmp', value('type'), value('code')) + echo(value),
  icmpv6: (value) => messageWord('icmpv6', value('type'), value('code')) + echo(value),
  udp: (value) => `${value('srcPort')} > ${value('dstPort')}`,
  tcp: (value) =>
    `${value('srcPort')} > ${value('dstPort')} [${flags(value)}] seq ${value('seq')} ack ${value('ack')} win ${value('window')}`,
  vxlan: (value) => `vni ${value('vni')}`,
  geneve: (value) => `vni ${value('vni')}`,
  gre: (value) => (value('key') === undefined ? '' : `key ${value('key')}`),
  bgp: (value, layer) => bgp(value, layer),
  payload: (_, { length }) => `${length}`,
};

type Read = (name: string) => Field['value'] | undefined;

function words(layer: Layer): string {
  const value: Read = (name) => layer.fields.find((field) => field.name === name)?.value;
  // A header that is cut lacks what would be told.
  const whole = !layer.marks.includes('cut') || layer.protocol === 'payload';
  const told = whole ? (TELL[layer.protocol]?.(value, layer) ?? '') : '';
  let text: string = layer.protocol;
  if (told !== '') text += ` ${told}`;
  for (const mark of layer.marks) text += ` (${mark})`;
  return text;
}

const PACKET_TYPES = ['in', 'broadcast', 'multicast', 'to another', 'out'];

/** What makes one message of its kind another: echo’s numbers, an error’s MTU or code, neighbour discovery’s target. */
function echo(value: Read): string {
  const parts: string[] = [];
  for (const [name, as] of [
    ['id', 'id'],
    ['seq', 'seq'],
    ['mtu', 'mtu'],
    ['gateway', 'to'],
    ['target', 'of'],
  ] as const)
    if (value(name) !== undefined) parts.push(` ${as} ${value(name)}`);
  return parts.join('');
}

function fragment(offset: Field['value'] | undefined, more: Field['value'] | undefined): string {
  return offset || more ? ` fragment at ${offset}${more ? '+' : ''}` : '';
}

/** Which message it is, and what it is about: who opens, which networks come or go, why a session ends. */
function bgp(value: Read, { fields }: Layer): string {
  const networks = (name: string): string => {
    const all = fields.filter((field) => field.name === name).map((field) => String(field.value));
    return all.length > 2 ? `${all[0]} and ${all.length - 1} more` : all.join(' and ');
  };
  const [come, go] = [networks('nlri'), networks('withdrawnRoute')];
  const type = value('type');
  const about = [
    type === 1 && `of AS ${value('fourOctetAs') ?? value('myAs')}`,
    come !== '' && `to ${come}`,
    go !== '' && `no more to ${go}`,
    type === 3 && `code ${value('errorCode')}.${value('errorSubcode')}`,
  ];
  return [BGP_MESSAGES[Number(type)] ?? `type ${type}`, ...about.filter((words) => words !== false)].join(' ');
}

const flags = (value: Read): string =>
  TCP_FLAGS.filter(([name]) => value(name))
    .map(([, , letter]) => letter)
    .join('') || 'none';
