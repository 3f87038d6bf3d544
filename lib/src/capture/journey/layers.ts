import type { Layer, Packet, Protocol } from '../packet.js';

/** A field’s value, as text; undefined where the layer has none of that name. */
export function text(layer: Layer | undefined, name: string): string | undefined {
  const value = layer?.fields.find((field) => field.name === name)?.value;
  return value === undefined ? undefined : String(value);
}

/** A field’s value as a number; undefined where there is none, or it is no number. */
export function number(layer: Layer | undefined, name: string): number | undefined {
  const value = layer?.fields.find((field) => field.name === name)?.value;
  return typeof value === 'number' ? value : undefined;
}

/** Whether a flag is set. */
export const flag = (layer: Layer | undefined, name: string): boolean =>
  layer?.fields.find((field) => field.name === name)?.value === true;

export const isIp = ({ protocol }: Layer): boolean => protocol === 'ipv4' || protocol === 'ipv6';

const EXTENSIONS: ReadonlySet<Protocol> = new Set(['hop-by-hop', 'routing', 'fragment', 'destination-options']);
const TUNNELS: ReadonlySet<Protocol> = new Set(['vxlan', 'geneve', 'gre']);
const MESSAGES: ReadonlySet<Protocol> = new Set(['icmp', 'icmpv6']);

/** One packet inside another: the layers from its own first to the one before the next packet’s first. */
export interface Shell {
  /** Index of its first layer in `packet.layers`. */
  readonly first: number;
  /** Its IP header, where it has one. */
  readonly ip?: Layer;
  /** IPv6’s fragment header, where it has one. */
  readonly fragment?: Layer;
  /** What comes after IP (UDP, TCP, ICMP...) or, without IP, after the link layer (ARP, STP...). */
  readonly load?: Layer;
  /** The tunnel’s header that ends it, where it carries another: VXLAN, Geneve, GRE, or UDP alone. IPIP has none. */
  readonly tunnel?: Layer;
  readonly layers: readonly Layer[];
}

/**
 * The packets that a frame is made of, from the outside in: one, or more where there are tunnels. What an ICMP error
 * quotes is no packet on its way.
 * @example shells(packet).at(-1) // what was carried all along
 */
export function shells({ layers }: Packet): Shell[] {
  const firsts = [0];
  for (const [index, layer] of layers.entries()) {
    const next = layers[index + 1];
    if (MESSAGES.has(layer.protocol) || next === undefined || next.protocol === 'payload') break;
    const mayCarryIp = isIp(layer) || EXTENSIONS.has(layer.protocol) || layer.protocol === 'udp';
    if (TUNNELS.has(layer.protocol) || (mayCarryIp && isIp(next))) firsts.push(index + 1);
  }
  return firsts.map((first, depth) => shell(layers.slice(first, firsts[depth + 1]), first, layers));
}

function shell(own: readonly Layer[], first: number, all: readonly Layer[]): Shell {
  const at = own.findIndex(isIp);
  const after = own.slice(at + 1);
  const load =
    at < 0
      ? own.find(({ protocol }) => !LINK.has(protocol))
      : // What an ICMP error quotes are layers of the same shell, and come after it.
        after.find(({ protocol }) => !EXTENSIONS.has(protocol));
  const ip = own[at];
  const fragment = after.find(({ protocol }) => protocol === 'fragment');
  const last = own.at(-1);
  const carries = last !== undefined && last !== all.at(-1);
  const tunnel = carries && !isIp(last) && !EXTENSIONS.has(last.protocol) ? last : undefined;
  return {
    first,
    layers: own,
    ...(ip && { ip }),
    ...(fragment && { fragment }),
    ...(load && { load }),
    ...(tunnel && { tunnel }),
  };
}

const LINK: ReadonlySet<Protocol> = new Set(['ethernet', 'vlan', 'sll', 'sll2', 'llc']);
