import type { Break } from './breaks.js';

const service = '10.96.0.1:80';
const weight = (server: string, to: number): string => `ipvsadm -e -t ${service} -r ${server}:8080 -m -w ${to}`;
const scheduler = (name: string): string => `ipvsadm -E -t ${service} -s ${name}`;

export const breaks: readonly Break[] = [
  {
    claim: 'four pods answer, each with its name',
    // What IPVS sends on does not come by here.
    command: 'iptables -A FORWARD -d 172.16.0.2 -s 172.16.9.2 -p tcp -j REJECT --reject-with tcp-reset',
  },
  {
    claim: 'each of the four has answered three times',
    before: 'const twelve =',
    command: weight('172.16.0.2', 0),
    also: ['answers of red, out of twelve: 0', 'IPVS has counted the same: three connections each'],
  },
  {
    claim: 'IPVS has counted the same: three connections each',
    command: `ipvsadm -C
      ipvsadm -A -t ${service} -s rr
      ipvsadm -a -t ${service} -r 172.16.0.9:8080 -m`,
  },
  {
    claim: 'the pod’s address over the service’s, port too; back on the reply',
    before: 'const journey =',
    command: `sysctl -w net.ipv4.vs.conntrack=1
      iptables -t nat -A POSTROUTING -s 172.16.9.2 -j MASQUERADE`,
    also: ['client that the pod sees: 10.1.0.1'],
  },
  {
    claim: 'IPVS remembers three ends: client, service, and the pod it chose',
    before: 'const journey =',
    command: `ip -n user addr add 172.16.9.3/24 dev eth0
      ip -n user route replace default via 172.16.9.1 src 172.16.9.3`,
    also: ['client that the pod sees: 172.16.9.3'],
  },
  {
    claim: 'each pod has its share, by one request at most',
    before: 'const wrr =',
    command: weight('172.16.0.2', 0),
    also: ['answers of red, out of twenty, with weights 4, 3, 2, 1: 0'],
  },
  {
    claim: 'rr is blind, lc leaves red in peace: as promised, by one at most',
    before: 'const rr =',
    command: weight('172.16.0.2', 0),
  },
  {
    claim: 'one client, one server',
    before: 'const one =',
    command: scheduler('rr'),
    also: ['each of the forty-two gets the same server again'],
  },
  { claim: 'each of the forty-two gets the same server again', before: 'const many =', command: scheduler('rr') },
  {
    claim: 'about equal, a hash promises no more: ten or eleven each, by five',
    before: 'const many =',
    command: weight('172.16.0.2', 20),
  },
  {
    claim: 'the pods of the other machine answer, the two of this one do not',
    before: 'const plain =',
    command: 'modprobe br_netfilter',
    also: ['answers that red gets, out of four: 3', 'green’s reply goes by the bridge, and nobody has rewritten it'],
  },
  {
    claim: 'green’s reply goes by the bridge, and nobody has rewritten it',
    before: 'const past =',
    command: 'modprobe br_netfilter',
  },
  {
    claim: 'repaired: green answers, too',
    before: 'const three =',
    command: `modprobe br_netfilter
      sysctl -w net.bridge.bridge-nf-call-iptables=0`,
    also: ['now red is masqueraded as its node, and still hears nothing'],
  },
  {
    claim: 'it comes back to red, and red throws it away',
    before: 'const turned =',
    command: 'ip netns exec red sysctl -w net.ipv4.conf.all.accept_local=1',
  },
  {
    claim: 'the rule is there, and no packet comes by it',
    before: 'const ruled =',
    command: 'sysctl -w net.ipv4.vs.conntrack=1',
    also: ['packets that the rule has rewritten: 1'],
  },
  {
    claim: 'now red is masqueraded as its node, and still hears nothing',
    before: 'const tracked =',
    command: 'bridge link set dev veth-red hairpin on',
  },
  { claim: 'repaired: red is served by red', before: 'const mended =', command: 'ipset flush KUBE-LOOP-BACK' },
  {
    claim: 'the node’s own SSH server',
    before: 'const door =',
    command: 'iptables -A INPUT -d 10.96.0.1 -p tcp --dport 22 -j REJECT',
    also: ['who answers on port 22 of the service?: nobody'],
  },
  {
    claim: 'port 22 is refused, port 80 is served as before',
    before: 'const served =',
    command: 'ipset flush KUBE-CLUSTER-IP',
  },
  {
    claim: 'gold is sent its share all the same',
    before: 'const eight =',
    command: weight('172.16.1.3', 0),
    also: ['answers out of eight: 8'],
  },
  {
    claim: 'weight 0: nothing new goes there, and what is open goes on',
    before: 'const drained =',
    command: `ipvsadm -d -t ${service} -r 172.16.0.2:8080`,
  },
  {
    claim: 'the server lives, and its answer would be there',
    before: 'const silent =',
    command: `for pod in 172.16.{0,1}.{2,3}; do ipvsadm -a -t ${service} -r $pod:8080 -m || true; done`,
    also: ['a talk whose server is deleted: blue'],
  },
  {
    claim: 'it has weight 0, and gets all of them',
    before: 'const still =',
    command: 'sysctl -w net.ipv4.vs.expire_quiescent_template=1',
    also: ['answers of that server, out of four more: 0'],
  },
  {
    claim: 'repaired: another server gets them',
    before: 'const freed =',
    command: ['172.16.0.2', '172.16.0.3', '172.16.1.2', '172.16.1.3'].map((pod) => weight(pod, 1)).join('\n      '),
  },
  {
    claim: 'number 100 is found before the gate, number 900 behind it',
    before: 'const [near',
    command: 'iptables -t nat -D SERVICES 501',
  },
  {
    claim: 'one rule, and number 900 is found',
    before: 'const hashed =',
    command: `nft add table ip services
      nft add chain ip services in '{ type nat hook prerouting priority dstnat; }'
      nft add rule ip services in ip daddr 10.98.0.9 dnat to 172.16.0.2`,
  },
  {
    claim: 'iptables reads all rules first, the others no more than ever',
    before: 'const measured =',
    command: "sed -i 's/range(count)/range(10)/' /srv/services.py",
  },
  {
    claim: 'all four pods answer the node',
    before: 'const answers =',
    command: 'iptables -t nat -F POSTROUTING',
  },
  { claim: 'nothing is left behind', command: 'ip link add kube-ipvs0 type dummy' },
];
