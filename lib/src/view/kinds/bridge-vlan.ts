import type { BridgeVlan } from '../../parse/bridge-vlan.js';
import { inside, type Kind, keys } from './columns-of.js';

/** A port of a bridge with its VLANs: a line a VLAN. */
export const bridgeVlan: Kind = {
  known: [['ifname', 'vlans']],
  lines: inside<{ vlans: readonly BridgeVlan[] }>('vlans'),
  columns: [
    ...keys('ifname'),
    {
      title: 'vlan',
      value: ({ vlan, vlanEnd }: BridgeVlan) => (vlanEnd === undefined ? vlan : `${vlan}-${vlanEnd}`),
    },
    ...keys('flags'),
  ],
};
