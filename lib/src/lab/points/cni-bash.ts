import { besideNotebook, file } from './file.js';
import type { Point } from './point.js';
import { cable, namespace, quiet } from './scene.js';

const install = `mkdir -p /opt/cni/bin /etc/cni/net.d
${file('/opt/cni/bin/bash-cni', besideNotebook('cni-bash', 'bash-cni.sh'))}chmod 755 /opt/cni/bin/bash-cni
`;

/** What the administrator writes of a network: a list with the one plugin in it. */
function network(name: string, settings: { type?: string; bridge: string; subnet: string; mtu?: number }): string {
  const plugin = JSON.stringify({ type: 'bash-cni', ...settings });
  return file(
    `/etc/cni/net.d/${name}.conflist`,
    `
{"cniVersion": "1.1.0", "name": "${name}", "plugins": [
  ${plugin.replaceAll(/([:,])(?=["\d])/g, '$1 ')}
]}
`,
  );
}

const add = (name: string, pod: string): string => `
          CNI_PATH=/opt/cni/bin cnitool add ${name} /run/netns/${pod} > /dev/null`;

const pods = (...names: readonly string[]): string => names.map(namespace).join('');

/** A plugin that is ours but for one line, and a network that uses it. */
const faulty = (type: string, edit: string): string => `
sed '${edit}' /opt/cni/bin/bash-cni > /opt/cni/bin/${type}
chmod 755 /opt/cni/bin/${type}
`;

/** A machine on the wire with one pod, whose subnet is its own. */
const machine = (number: number, pod: string): string => `${quiet}${cable(number)}
${install}${network('pods', { bridge: 'br0', subnet: `172.16.${number - 1}.0/24` })}${pods(pod)}${add('pods', pod)}`;

/** Where the sections of the chapter `cni-bash` begin. */
export const cniBash: readonly Point[] = [
  {
    name: 'network',
    what:
      'node1 has the network pods in /etc/cni/net.d, and the folder /opt/cni/bin for plugins, which is empty. The pods red, green and ' +
      'blue are bare namespaces. IPv6 is off.',
    steps: [
      {
        on: 'node1',
        run: `${quiet}
mkdir -p /opt/cni/bin /etc/cni/net.d
${network('pods', { bridge: 'br0', subnet: '172.16.0.0/24' })}${pods('red', 'green', 'blue')}`,
      },
    ],
  },
  {
    name: 'plugin',
    what: 'the network pods, and its plugin /opt/cni/bin/bash-cni. The pods red, green and blue are bare namespaces.',
    from: 'network',
    steps: [{ on: 'node1', run: install }],
  },
  {
    name: 'small',
    what: 'the plugin, and a second network, small: 172.16.9.0/29 on the bridge br9. p1, p2 and p3 are on it. p4, p5 and p6 are bare pods.',
    from: 'plugin',
    steps: [
      {
        on: 'node1',
        run:
          network('small', { bridge: 'br9', subnet: '172.16.9.0/29' }) +
          pods('p1', 'p2', 'p3', 'p4', 'p5', 'p6') +
          ['p1', 'p2', 'p3'].map((pod) => add('small', pod)).join(''),
      },
    ],
  },
  {
    name: 'attached',
    what: 'the network pods, with red (172.16.0.2) and green (172.16.0.3) on it. blue is a bare namespace.',
    from: 'plugin',
    steps: [{ on: 'node1', run: add('pods', 'red') + add('pods', 'green') }],
  },
  {
    name: 'three-faults',
    what:
      'beside the plugin three more, each with a network of its name: chatty (172.16.11.0/24), stubborn (172.16.12.0/24) and ' +
      'forgetful (172.16.13.0/30). Each differs from bash-cni by one line. The pods red, green, blue and gold are bare namespaces.',
    from: 'plugin',
    secret: true,
    steps: [
      {
        on: 'node1',
        run:
          pods('gold') +
          faulty('chatty', '/^  take_address/a\\  echo "$address is for $attachment"') +
          faulty('stubborn', 's/^  ip link del "$host" 2.*/  must ip link del "$host"/') +
          faulty('forgetful', '/^  ! find_address "$1" || rm/d') +
          network('chatty', { type: 'chatty', bridge: 'br11', subnet: '172.16.11.0/24' }) +
          network('stubborn', { type: 'stubborn', bridge: 'br12', subnet: '172.16.12.0/24' }) +
          network('forgetful', { type: 'forgetful', bridge: 'br13', subnet: '172.16.13.0/30' }),
      },
    ],
  },
  {
    name: 'two-nodes',
    what:
      'both machines have the plugin, and the network pods: 172.16.0.0/24 on node1, 172.16.1.0/24 on node2. The plugin has joined red ' +
      'on node1 and blue on node2. eth0 joins the machines: 10.1.0.1 and 10.1.0.2.',
    steps: [
      { on: 'node1', run: machine(1, 'red') },
      { on: 'node2', run: machine(2, 'blue') },
    ],
  },
  {
    name: 'tunnelled',
    what:
      'the plugin, and a second network, tunnelled: 172.16.50.0/24 on the bridge br50, with "mtu": 1450. The pods red, green and blue ' +
      'are bare namespaces.',
    from: 'plugin',
    steps: [{ on: 'node1', run: network('tunnelled', { bridge: 'br50', subnet: '172.16.50.0/24', mtu: 1450 }) }],
  },
];
