import { besideNotebook, file } from './file.js';
import type { Point } from './point.js';
import { router } from './router.js';
import { cable, namespace, quiet } from './scene.js';

/** The machines of one wire: 10.1.0.N, and 10.10.N.0/26, the block of their pods. */
const machines = {
  node1: { number: 1, other: '10.1.0.2', pods: { red: 2, green: 3 } },
  node2: { number: 2, other: '10.1.0.1', pods: { blue: 2 } },
} as const;
type Machine = keyof typeof machines;

const wired = (on: Machine): string => `
          ${quiet}${cable(machines[on].number)}
          sysctl -qw net.ipv4.ip_forward=1`;

/** The card whose neighbour is the data centre's router. On the one wire nobody is there. */
const wayOut = `
          ip route add default via 10.1.0.254`;

/** A pod as Calico makes it: one address, a gateway that nobody has, no switch. */
const pod = (node: number, name: string, host: number): string => `${namespace(name)}
          ip link add cali-${name} address ee:ee:ee:ee:ee:ee type veth peer name eth0 address 02:00:00:00:0${node}:0${host} netns ${name}
          ip -n ${name} addr add 10.10.${node}.${host}/32 dev eth0
          ip -n ${name} link set eth0 up
          ip -n ${name} route add 169.254.1.1 dev eth0
          ip -n ${name} route add default via 169.254.1.1
          sysctl -qw net.ipv4.conf.cali-${name}.proxy_arp=1 net.ipv4.neigh.cali-${name}.proxy_delay=0
          ip link set cali-${name} up
          ip route add 10.10.${node}.${host} dev cali-${name}`;

const podsOf = (on: Machine): string =>
  Object.entries(machines[on].pods)
    .map(([name, host]) => pod(machines[on].number, name, host))
    .join('');

/** What bird is told of its machine, and of the other one. */
const machineFile = (on: Machine, me: string, other: string, wire: string): string =>
  file(
    '/etc/bird/machine.conf',
    `
define me = ${me};
define other = ${other};
define wire = ${wire};
define pods = 10.10.${machines[on].number}.0/26;
`,
  );

const beside = (name: string): string => file(`/etc/bird/${name}`, besideNotebook('calico', name));

const birdFiles = (on: Machine): string => `
${machineFile(on, `10.1.0.${machines[on].number}`, machines[on].other, '10.1.0.0/24')}${beside('bird.conf')}${beside('to-kernel.conf')}${beside('cross-subnet.conf')}`;

const speak = `
          systemctl start bird`;

/** The other's block is in the kernel's table. */
const heard = (block: string): string => `
          until ip route show ${block} proto bird | grep -q via; do sleep 0.05; done`;

const pods =
  'red and green are pods of node1, 10.10.1.2 and .3; blue is a pod of node2, 10.10.2.2. Each has a cable of its own to its machine, and ' +
  'there is no switch.';

/** Where the sections of the chapter `calico` begin. */
export const calico: readonly Point[] = [
  {
    name: 'cards',
    what:
      'eth0 joins the machines, 10.1.0.1 and 10.1.0.2; they forward. node1 has a pod green, 10.10.1.3, and an empty namespace red. Nobody ' +
      'has a default route. IPv6 is off.',
    steps: [
      { on: 'node1', run: `${wired('node1')}${namespace('red')}${pod(1, 'green', 3)}` },
      { on: 'node2', run: wired('node2') },
    ],
  },
  {
    name: 'pods',
    what: `${pods} eth0 joins the machines, 10.1.0.1 and 10.1.0.2; they forward. bird has its files in /etc/bird, and does not run.`,
    steps: [
      { on: 'node1', run: `${wired('node1')}${wayOut}${podsOf('node1')}${birdFiles('node1')}` },
      { on: 'node2', run: `${wired('node2')}${wayOut}${podsOf('node2')}${birdFiles('node2')}` },
    ],
  },
  {
    name: 'mesh',
    what: `${pods} bird runs on both machines, which have told each other of their pods.`,
    from: 'pods',
    steps: [
      { on: 'node2', run: speak },
      { on: 'node1', run: `${speak}${heard('10.10.2.0/26')}` },
      { on: 'node2', run: heard('10.10.1.0/26') },
    ],
  },
  {
    name: 'apart',
    what:
      'the same pods, and a router between the machines: a namespace of node2, which holds the far end of node1’s wire. Its eth0 is ' +
      '10.1.0.254, its eth1 10.2.0.254; node2 is 10.2.0.2 now, on its card uplink. bird runs on both machines.',
    from: 'pods',
    steps: [
      ...router.steps,
      {
        on: 'node2',
        run: `
          ip route add default via 10.2.0.254
${machineFile('node2', '10.2.0.2', '10.1.0.1', '10.2.0.0/24')}${speak}`,
      },
      {
        on: 'node1',
        run: `
          sed -i 's/10.1.0.2;/10.2.0.2;/' /etc/bird/machine.conf${speak}${heard('10.10.2.0/26')}`,
      },
      { on: 'node2', run: heard('10.10.1.0/26') },
    ],
  },
  {
    name: 'served',
    what: `${pods} bird runs on both machines. red serves: on port 80 it says welcome.`,
    from: 'mesh',
    steps: [
      {
        on: 'node1',
        run: `
          ip netns exec red setsid -f socat TCP-LISTEN:80,reuseaddr,fork SYSTEM:'echo welcome' > /dev/null 2>&1 < /dev/null
          until ip netns exec red ss -Htln | grep -q :80; do :; done`,
      },
    ],
  },
  {
    name: 'closed',
    what:
      'red serves on port 80, and is closed: what is forwarded to cali-red goes to the chain to-red, which lets in answers and drops the ' +
      'rest.',
    from: 'served',
    steps: [
      {
        on: 'node1',
        run: `
          nft add table ip felix
          nft add chain ip felix to-red
          nft add rule ip felix to-red ct state established accept
          nft add rule ip felix to-red counter drop
          nft 'add chain ip felix forward { type filter hook forward priority 0; }'
          nft add rule ip felix forward oifname cali-red jump to-red`,
      },
    ],
  },
];
