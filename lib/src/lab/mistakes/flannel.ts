import { type KnownMistake } from './mistake.js';

/** Where the network of all pods is described. */
const CONFIG = '`etcdctl put /coreos.com/network/config`';

/** What etcdctl and flanneld say. As a service flanneld says it to the journal: `journalctl -u flanneld`. */
export const flannel: readonly KnownMistake[] = [
  {
    says: /context deadline exceeded/,
    command: /\betcdctl\b/,
    means: 'Nobody answers at 127.0.0.1:2379: etcd does not run, or it runs on the other machine.',
    mend: 'Start it: `systemctl start etcd`. From the other machine say where it is: `etcdctl --endpoints http://10.1.0.1:2379 ...`.',
  },
  {
    says: /flannel config not found in etcd store/,
    means: 'There is etcd, and no network in it. So flanneld waits, and asks again each second.',
    mend: `Write one: ${CONFIG} \`'{"Network":"10.10.0.0/16","EnableNFTables":true,"Backend":{"Type":"vxlan"}}'\`.`,
  },
  {
    says: /Couldn't fetch network config: invalid character/,
    means: 'The network in etcd is not JSON. In a shell an unquoted `{"Network": ...}` loses its quotation marks.',
    mend: `Write it anew, in single quotes: ${CONFIG} \`'{"Network": ...}'\`.`,
  },
  {
    says: /network must be able to accommodate at least four subnets/,
    means: 'The network is not four times as large as the subnet of one machine (`SubnetLen`).',
    mend: 'Give a larger `Network`, such as 10.10.0.0/16, or a longer `SubnetLen`.',
  },
  {
    says: /Failed to check br_netfilter/,
    means: 'For rules by iptables flanneld wants the kernel’s module br_netfilter, and it is not loaded.',
    mend: '`modprobe br_netfilter`, or `"EnableNFTables":true` in the network’s description: then it writes them by nft.',
  },
  {
    says: /Failed to find any valid interface to use/,
    means: 'Where no card is named, flanneld takes that of the default route. There is no such route here.',
    mend: 'Name the card: `flanneld -iface eth0`.',
  },
  {
    says: /Error fetching backend: unknown backend type: (\S+)/,
    means: ([, type]) => `There is no backend \`${type}\`.`,
    mend: 'The usual ones are `vxlan`, `host-gw` and `udp`.',
  },
];
