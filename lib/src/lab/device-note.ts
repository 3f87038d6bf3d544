import type { LinkInfo } from '../parse/link.js';
import { bondPort } from '../view/bond-port.js';

/**
 * The one setting that tells a virtual interface from others of its kind.
 * @example deviceNote({ info_kind: 'vlan', info_data: { id: 10 } }) // 'vlan 10'
 */
export function deviceNote(info: LinkInfo): string | undefined {
  const { info_kind: kind = '', info_data: data = {} } = info;
  const { id, port, mode, remote } = data;
  switch (kind) {
    case 'vlan':
      return `vlan ${id}${data.protocol === '802.1ad' ? ', 802.1ad' : ''}`;
    case 'vxlan':
    case 'geneve':
      return [`vni ${id}`, port === undefined ? undefined : `port ${port}`, remote && `to ${remote}`]
        .filter((part) => part !== undefined)
        .join(', ');
    case 'bridge':
      return (
        [data.vlan_filtering === 1 && 'VLAN filtering', data.stp_state === 1 && 'STP'].filter(Boolean).join(', ') ||
        undefined
      );
    case 'bond':
      return mode;
    case 'macvlan':
    case 'macvtap':
      return mode === undefined ? undefined : `${mode} mode`;
    case 'netkit':
      return (
        [mode && `${mode} mode`, data.policy === 'blackhole' && 'blackhole'].filter(Boolean).join(', ') || undefined
      );
    case 'ipvlan':
    case 'ipvtap':
      return mode === undefined
        ? undefined
        : [`${mode} mode`, data.private && 'private', data.vepa && 'vepa'].filter(Boolean).join(', ');
    default:
      return bondPort(info) ?? (remote === undefined || remote === 'any' ? undefined : `to ${remote}`);
  }
}
