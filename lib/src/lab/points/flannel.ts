import { file } from './file.js';
import type { Point } from './point.js';
import { cable, namespace, quiet } from './scene.js';

/** The machines: their own address is 10.1.0.N, their pods' subnet 10.10.N.0/24, where nobody says otherwise. */
const machines = {
  node1: { number: 1, other: 2, pods: ['red', 'green'] },
  node2: { number: 2, other: 1, pods: ['blue'] },
} as const;
type Machine = keyof typeof machines;

const network = (backend?: string): string =>
  JSON.stringify({
    Network: '10.10.0.0/16',
    EnableNFTables: true,
    ...(backend !== undefined && { Backend: { Type: backend } }),
  });

/** A machine on the wire, with what its daemons are to know. */
const settings = (on: Machine): string => `
          ${quiet}${cable(machines[on].number)}
${file(
  '/etc/default/flanneld',
  `
FLANNELD_ETCD_ENDPOINTS=http://10.1.0.1:2379
FLANNELD_IFACE=eth0
FLANNELD_IP_MASQ=true
`,
)}`;

const etcd = `${file(
  '/etc/default/etcd',
  `
ETCD_LISTEN_CLIENT_URLS=http://10.1.0.1:2379,http://127.0.0.1:2379
ETCD_ADVERTISE_CLIENT_URLS=http://10.1.0.1:2379
`,
)}`;

const wanted = (backend?: string): string => `
          etcdctl put /coreos.com/network/config '${network(backend)}'`;

/** flanneld takes the subnet again that its file says it had. Without one it draws lots. */
const remembers = (on: Machine): string => `
          mkdir -p /run/flannel
          echo FLANNEL_SUBNET=10.10.${machines[on].number}.1/24 > /run/flannel/subnet.env`;

const daemon = `
          systemctl start flanneld`;

/** The way to the other machine's pods is there. udp has one way for all, and tells its own program which machine. */
const knows = (on: Machine): string => `
          until ip route get 10.10.${machines[on].other}.2 | grep -Eq 'flannel|via 10.1.0'; do sleep 0.05; done`;

/** What Kubernetes has the plugin flannel for: the network's file, out of what flanneld has written. */
const conflist = `
          . /run/flannel/subnet.env
          mkdir -p /etc/cni/net.d
          cat > /etc/cni/net.d/pods.conflist <<END
{"cniVersion": "1.0.0", "name": "pods", "plugins": [
  {"type": "bridge", "bridge": "cni0", "mtu": $FLANNEL_MTU, "isDefaultGateway": true, "hairpinMode": true,
   "ipam": {"type": "host-local", "subnet": "\${FLANNEL_SUBNET/.1\\//.0/}"}}
]}
END`;

const pod = (name: string): string => `${namespace(name)}
          CNI_PATH=/usr/lib/cni cnitool add pods /run/netns/${name} > /dev/null`;

const joined = (on: Machine): string => conflist + machines[on].pods.map(pod).join('');

/** Both machines with Flannel and pods, by one backend. */
const cluster = (backend?: string): Point['steps'] => [
  { on: 'node1', run: wanted(backend) + remembers('node1') + daemon },
  { on: 'node2', run: remembers('node2') + daemon + knows('node2') + joined('node2') },
  { on: 'node1', run: knows('node1') + joined('node1') },
];

const pods =
  'Both machines run flanneld: 10.10.1.0/24 is node1’s, 10.10.2.0/24 is node2’s. The plugins bridge and host-local have joined the pods ' +
  'red (10.10.1.2) and green (10.10.1.3) on node1, and blue (10.10.2.2) on node2.';

/** Where the sections of the chapter `flannel` begin. */
export const flannel: readonly Point[] = [
  {
    name: 'machines',
    what:
      'eth0 joins the machines, 10.1.0.1 and 10.1.0.2. etcd and flanneld are installed and have their settings in /etc/default; nothing ' +
      'runs. IPv6 is off.',
    steps: [
      { on: 'node1', run: settings('node1') + etcd },
      { on: 'node2', run: settings('node2') },
    ],
  },
  {
    name: 'store',
    what: 'the same, and etcd runs on node1, with nothing in it.',
    from: 'machines',
    steps: [
      {
        on: 'node1',
        run: `
          systemctl start etcd`,
      },
    ],
  },
  {
    name: 'first',
    what:
      'etcd runs on node1, with the network 10.10.0.0/16 and the backend vxlan in it, and flanneld on node1, which has 10.10.1.0/24 as its ' +
      'own. node2 had 10.10.2.0/24 once: its subnet.env says so. There flanneld does not run.',
    from: 'store',
    steps: [
      { on: 'node1', run: wanted('vxlan') + remembers('node1') + daemon },
      { on: 'node2', run: remembers('node2') },
    ],
  },
  { name: 'vxlan', what: `etcd, and the backend vxlan. ${pods}`, from: 'store', steps: cluster('vxlan') },
  { name: 'host-gw', what: `etcd, and the backend host-gw. ${pods}`, from: 'store', steps: cluster('host-gw') },
  {
    name: 'udp',
    what: `etcd, and no word of a backend in it: flanneld has taken udp. ${pods}`,
    from: 'store',
    steps: cluster(),
  },
  {
    name: 'moved',
    secret: true,
    what: `etcd, and the backend vxlan. ${pods} red gets no answer from blue.`,
    from: 'vxlan',
    steps: [
      {
        on: 'node2',
        run: `
          mac=$(ip neigh show 10.10.1.0 dev flannel.1 | grep -o '..:..:..:..:..:..')
          bridge fdb del $mac dev flannel.1 dst 10.1.0.1
          bridge fdb add $mac dev flannel.1 dst 10.1.0.9`,
      },
    ],
  },
];
