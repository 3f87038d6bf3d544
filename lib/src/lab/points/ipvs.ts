import { besideNotebook, file } from './file.js';
import type { Point } from './point.js';
import { namespace } from './scene.js';
import { twoSubnets } from './two-subnets.js';

/**
 * Web servers in pods, which say whose they are. Each request is a connection of its own: they speak HTTP/1.0. They start
 * together, and each says by a pipe when it serves. (`1<>`: to open a pipe only for writing waits for a reader.)
 */
const serve = (...names: readonly string[]): string => `
          for pod in ${names.join(' ')}; do
            mkdir -p /srv/$pod
            echo $pod > /srv/$pod/index.html
            mkfifo /run/$pod.ready
            ip netns exec $pod setsid -f python3 -u -m http.server -d /srv/$pod 8080 < /dev/null 1<> /run/$pod.ready 2> /run/$pod.log
          done
          for pod in ${names.join(' ')}; do read -r serving < /run/$pod.ready; done`;

const forwards = 'sysctl -qw net.ipv4.ip_forward=1';

const pods = ['172.16.0.2', '172.16.0.3', '172.16.1.2', '172.16.1.3'];
const service = `
          ip link add kube-ipvs0 type dummy
          ip addr add 10.96.0.1/32 dev kube-ipvs0
          ipvsadm -A -t 10.96.0.1:80 -s rr${pods.map((pod) => `\n          ipvsadm -a -t 10.96.0.1:80 -r ${pod}:8080 -m`).join('')}`;

/** What else kube-proxy sets on a node: the replies of neighbours are seen, and the pod that asks itself is masqueraded. */
const kubeProxy = `
          modprobe br_netfilter
          sysctl -qw net.ipv4.vs.conntrack=1
          ipset create KUBE-LOOP-BACK hash:ip,port,ip
          for pod in 172.16.0.2 172.16.0.3; do ipset add KUBE-LOOP-BACK $pod,tcp:8080,$pod; done
          iptables -t nat -A POSTROUTING -m set --match-set KUBE-LOOP-BACK dst,dst,src -j MASQUERADE
          for pod in red green; do bridge link set dev veth-$pod hairpin on; done`;

/** A talk that says its first half, waits until somebody writes to /run/more, and says the second. */
const talk = `
#!/bin/bash
exec 3<> /dev/tcp/10.96.0.1/80
printf 'GET / HTTP/1.0\\r\\n' >&3
echo half said
read -r < /run/more
printf '\\r\\n' >&3
timeout 5 cat <&3 || echo no answer
`;

const program = (name: string, text: string): string => `${file(`/srv/${name}`, text)}chmod +x /srv/${name}
`;
const own = (name: string): string => program(name, besideNotebook('ipvs', name));

/** Where the sections of the chapter `ipvs` begin. */
export const ipvs: readonly Point[] = [
  twoSubnets,
  {
    name: 'pods',
    what:
      'red and green are pods of node1, 172.16.0.2 and .3, blue and gold pods of node2, 172.16.1.2 and .3. In each a web server answers on ' +
      'port 8080 with the pod’s name. user, 172.16.9.2, has a cable of its own to node1. Both machines forward, and have the routes.',
    from: 'two-subnets',
    steps: [
      {
        on: 'node1',
        run: `
          ${forwards}
          ip route add 172.16.1.0/24 via 10.1.0.2${namespace('user')}
          ip link add veth-user type veth peer name eth0 address 02:00:00:00:01:09 netns user
          ip addr add 172.16.9.1/24 dev veth-user
          ip link set veth-user up
          ip -n user link set lo up
          ip -n user addr add 172.16.9.2/24 dev eth0
          ip -n user link set eth0 up
          ip -n user route add default via 172.16.9.1${serve('red', 'green')}`,
      },
      {
        on: 'node2',
        run: `
          ${forwards}
          ip route add 172.16.0.0/24 via 10.1.0.1
          ip route add 172.16.9.0/24 via 10.1.0.1${serve('blue', 'gold')}`,
      },
    ],
  },
  {
    name: 'service',
    what: 'the same, and the service 10.96.0.1:80 of node1, by IPVS: its address is on kube-ipvs0, its scheduler is rr, its servers are the four pods.',
    from: 'pods',
    steps: [{ on: 'node1', run: service }],
  },
  {
    name: 'busy',
    what: 'the service with its four pods, and red is busy: it has three connections of user’s that stay open.',
    from: 'service',
    steps: [
      {
        on: 'node1',
        run: `
          for pod in 172.16.0.3 172.16.1.{2,3}; do ipvsadm -e -t 10.96.0.1:80 -r $pod:8080 -m -w 0; done
          for n in 1 2 3; do ip netns exec user setsid -f socat TCP:10.96.0.1:80 EXEC:'sleep 3600' < /dev/null > /dev/null 2>&1; done
          until [ "$(ipvsadm -Lnc | grep -c ESTABLISHED)" = 3 ]; do :; done
          for pod in 172.16.0.3 172.16.1.{2,3}; do ipvsadm -e -t 10.96.0.1:80 -r $pod:8080 -m -w 1; done`,
      },
    ],
  },
  {
    name: 'kube-proxy',
    what:
      'the service with its four pods, for pods too: br_netfilter is loaded, IPVS uses conntrack, and the set KUBE-LOOP-BACK says who is ' +
      'masqueraded when it asks itself. /srv/talk says half of a request, and the rest when somebody writes to /run/more.',
    from: 'service',
    steps: [
      { on: 'node1', run: kubeProxy },
      { on: 'node1', run: `${program('talk', talk)}mkfifo /run/more` },
    ],
  },
  {
    name: 'thousand',
    what:
      'the pods as before, without the service. /srv/services.py prints what iptables, nftables and IPVS want for so many services, and ' +
      '/srv/measure.py loads it and measures. kube-ipvs0 has no address yet.',
    from: 'pods',
    steps: [
      {
        on: 'node1',
        run: `ip link add kube-ipvs0 type dummy
${own('services.py')}${own('measure.py')}`,
      },
    ],
  },
  {
    name: 'node-asks',
    secret: true,
    what: 'the service with its four pods. Whoever asks from outside, or from a pod, is served.',
    from: 'kube-proxy',
    steps: [],
  },
];
