import type { Layer, Packet } from './packet.js';

/** What a VLAN tag says: IEEE 802.1Q. */
export interface VlanTag {
  /** The type that announces it: 0x8100 for 802.1Q, 0x88a8 for the outer tag of 802.1ad. */
  readonly type: number;
  /** The VLAN id, 12 bits. */
  readonly vid: number;
  /** The priority, 3 bits: 0 to 7. */
  readonly priority: number;
}

/**
 * The VLAN tags of a frame, from the outside in; none where it has none, or where it is cut before they end.
 * @example vlanTags(frame)[0]?.vid // 10
 */
export function vlanTags({ layers }: Packet): VlanTag[] {
  return layers.flatMap((layer, index) => {
    const before = layers[index - 1];
    if (layer.protocol !== 'vlan' || before === undefined || layer.marks.includes('cut')) return [];
    return [{ type: number(before, 'type'), vid: number(layer, 'vid'), priority: number(layer, 'priority') }];
  });
}

const number = ({ fields }: Layer, name: string): number => Number(fields.find((field) => field.name === name)?.value);
