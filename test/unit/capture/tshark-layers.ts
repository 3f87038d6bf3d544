import type { TsharkField, TsharkLayer } from './tshark.js';

/** tshark’s layers as ours are cut: what it takes for two layers and we for one, or the other way round, and fields in lists. */
export function likeOurs(layers: readonly TsharkLayer[]): TsharkLayer[] {
  return layers.flatMap((layer, i) => (RESHAPED[layer.proto] ?? as)(layer, layers[i - 1])).map(joined);
}

type Reshape = (layer: TsharkLayer, before: TsharkLayer | undefined) => TsharkLayer[];

const as: Reshape = (layer) => [layer];

const RESHAPED: Readonly<Record<string, Reshape>> = {
  // The byte that tells which slow protocol it is, is LACP’s first for us.
  slow: () => [],
  lacp: (layer, before) => [
    before?.proto === 'slow' ? { ...layer, pos: before.pos, fields: [...before.fields, ...layer.fields] } : layer,
  ],
  // MLD’s messages are ICMPv6’s for tshark.
  icmpv6: (layer) => {
    const mld = layer.fields.some(({ name }) => /^icmpv6\.mldr?\./.test(name));
    return mld ? [layer, { ...layer, proto: 'mld', pos: layer.pos + 4 }] : [layer];
  },
  // tshark finds a hardware address in the client’s identifier, too.
  dhcp: (layer) => [
    {
      ...layer,
      fields: layer.fields.filter(({ name, pos }) => !name.startsWith('dhcp.hw.') || pos < layer.pos + 236),
    },
  ],
  // A body without a head is payload.
  http: (layer) => (layer.fields.some(({ name }) => /^http\.re(quest|sponse)\.version$/.test(name)) ? [layer] : []),
  dns: (layer) => [{ ...layer, fields: sections(layer.fields) }],
};

/** DNS: tshark calls the records of all three lists alike, each list having its title; here the title comes before the name. */
function sections(fields: readonly TsharkField[]): TsharkField[] {
  let title = '';
  return fields.map((field) => {
    if (field.name === '' && TITLES.has(field.show)) title = TITLES.get(field.show)!;
    return title === ''
      ? field
      : { ...field, name: `${title} ${field.name}`, show: field.show.replace(/^<Root>$/, '.') };
  });
}

const TITLES: ReadonlyMap<string, string> = new Map([
  ['Queries', ''],
  ['Answers', 'answer'],
  ['Authoritative nameservers', 'authority'],
  ['Additional records', 'additional'],
]);

/** Of a field that is a list, or a number in parts, tshark shows the parts: they are put together as we write them. */
function joined(layer: TsharkLayer): TsharkLayer {
  const fields = layer.fields.map((field, i): TsharkField => {
    // A prefix has no name but that of its parts, its length and its address.
    if (field.name === '' && layer.fields[i + 1]?.name === 'bgp.prefix_length')
      return { ...field, name: `prefix ${layer.fields[i + 2]!.name}` };
    const parts = PARTS[field.name];
    if (!parts) return field;
    const inside = layer.fields.filter(
      ({ name, pos }) => parts.names.includes(name) && pos >= field.pos && pos < field.pos + field.size,
    );
    return { ...field, show: inside.map((part) => part[parts.of]).join(parts.separator) };
  });
  return { ...layer, fields };
}

const PARTS: Readonly<Record<string, { names: string[]; of: 'show' | 'value'; separator: string }>> = {
  'bgp.update.path_attribute.as_path_segment': {
    names: ['bgp.update.path_attribute.as_path_segment.as2', 'bgp.update.path_attribute.as_path_segment.as4'],
    of: 'show',
    separator: ' ',
  },
  'bgp.update.path_attribute.community': {
    names: ['bgp.update.path_attribute.community_as', 'bgp.update.path_attribute.community_value'],
    of: 'show',
    separator: ':',
  },
  'bgp.large_communities': {
    names: ['bgp.large_communities.ga', 'bgp.large_communities.ldp1', 'bgp.large_communities.ldp2'],
    of: 'show',
    separator: ':',
  },
  'additional dns.opt': {
    names: ['additional dns.opt.code', 'additional dns.opt.len', 'additional dns.opt.data'],
    of: 'value',
    separator: '',
  },
};
