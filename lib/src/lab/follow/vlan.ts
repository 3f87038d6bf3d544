import type { Drop } from '../../capture/journey/drop.js';
import { parseBridgeVlans, type BridgeVlanRow } from '../../parse/bridge-vlan.js';
import type { Link } from '../../parse/link.js';

/**
 * What a bridge’s VLANs have to do with a drop: nothing is told of a bridge that does not filter by them.
 * @param links of the drop’s namespace
 * @param ask runs a command there
 */
export async function vlanEvidence(
  drop: Drop,
  links: readonly Link[],
  ask: (line: string) => Promise<string>,
): Promise<Partial<Drop>> {
  const port = links.find(({ ifname }) => ifname === drop.ifname);
  const bridge = links.find(({ ifname }) => ifname === port?.master);
  if (bridge?.linkinfo?.info_data?.['vlan_filtering'] !== 1) return {};
  const rows = parseBridgeVlans(await ask('bridge -j vlan'));
  const ports = new Set(links.filter(({ master }) => master === bridge.ifname).map(({ ifname }) => ifname));
  const evidence = rows.filter(({ ifname }) => ports.has(ifname)).map(portWords);
  const own = pvid(rows.find(({ ifname }) => ifname === drop.ifname));
  const outside = [...ports].filter(
    (name) =>
      !has(
        rows.find(({ ifname }) => ifname === name),
        own,
      ),
  );
  return { evidence, ...((own === undefined || outside.length > 0) && { means: 'vlan' as const }) };
}

const pvid = (row: BridgeVlanRow | undefined): number | undefined =>
  row?.vlans.find(({ flags }) => flags?.includes('PVID'))?.vlan;

const has = (row: BridgeVlanRow | undefined, vid: number | undefined): boolean =>
  vid !== undefined && (row?.vlans.some(({ vlan, vlanEnd = vlan }) => vlan <= vid && vid <= vlanEnd) ?? false);

function portWords({ ifname, vlans }: BridgeVlanRow): string {
  const words = vlans.map(({ vlan, vlanEnd, flags = [] }) =>
    [vlanEnd === undefined ? vlan : `${vlan}-${vlanEnd}`, ...flags].join(' '),
  );
  return `bridge vlan: ${ifname} has ${words.join(', ') || 'none'}`;
}
