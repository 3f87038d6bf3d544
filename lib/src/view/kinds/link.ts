import type { Link } from '../../parse/link.js';
import { bondPort } from '../bond-port.js';
import { type Kind, keys } from './columns-of.js';

// Where a link's other end or its lower device is: `eth0` beside it, or a number in another namespace.
const peer = ({ link, link_index, link_netnsid }: Partial<Link>): string | undefined =>
  link ??
  (link_index === undefined
    ? undefined
    : `if${link_index}${link_netnsid === undefined ? '' : ` in netns ${link_netnsid}`}`);

// The numbers people look for in linkinfo, by the kind that has them.
const detail = ({ linkinfo }: Partial<Link>): string => {
  const { info_kind: kind, info_data: data = {} } = linkinfo ?? {};
  const number = data.id ?? data.mode;
  const outer = kind === 'vlan' && data.protocol === '802.1ad' ? '802.1ad' : undefined;
  return [kind, typeof number === 'object' ? undefined : number, outer].filter((part) => part !== undefined).join(' ');
};

const carrier = ({ flags }: Partial<Link>): 'good' | 'warn' | 'quiet' =>
  flags?.includes('NO-CARRIER') ? 'warn' : flags?.includes('UP') ? 'good' : 'quiet';

/** A network interface. */
export const link: Kind = {
  known: [['ifindex', 'mtu', 'operstate']],
  columns: [
    ...keys('ifname'),
    { title: 'state', value: 'operstate', tone: carrier },
    { title: 'mac', value: 'address' },
    ...keys('mtu', 'master'),
    { title: 'kind', value: detail },
    { title: 'port', value: ({ linkinfo }) => linkinfo && bondPort(linkinfo) },
    { title: 'peer', value: peer },
    ...keys('flags'),
  ],
};
