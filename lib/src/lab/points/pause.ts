import type { Point } from './point.js';
import { namespace, quiet } from './scene.js';

/** A container's folder, /srv/NAME: what `runc spec` writes into config.json, edited by jq. */
const bundle = (name: string, ...edits: readonly string[]): string => `
          mkdir -p /srv/${name}
          rm -f /srv/${name}/config.json
          runc spec -b /srv/${name}
          jq '.process.terminal = false | .hostname = "${name}" | .linux.cgroupsPath = "/${name}" | ${edits.join(' | ')}' /srv/${name}/config.json > /srv/${name}/new
          mv /srv/${name}/new /srv/${name}/config.json`;

const serves = (port: number, folder: string): string =>
  `.root.path = "/srv/root" | .process.args = ["httpd", "-f", "-p", "${port}", "-h", "/${folder}"]`;

const isPause = '.root.path = "root" | .process.args = ["/pause"] | .hostname = "pod"';

/** A namespace that is there already is joined by its file. */
const joins = (type: string, path: string): string =>
  `(.linux.namespaces[] | select(.type == "${type}")).path = "${path}"`;

/** The pod's name is pause's to give. */
const joinsPause = (...types: readonly string[]): string =>
  [...types.map((type) => joins(type, `/proc/'$pause'/ns/${nsFile[type]!}`)), 'del(.hostname)'].join(' | ');
const nsFile: Readonly<Record<string, string>> = { network: 'net', ipc: 'ipc', uts: 'uts', pid: 'pid' };
const pausePid = `
          pause=$(runc state pause | jq .pid)`;

const run = (name: string): string => `
          runc run -d -b /srv/${name} ${name} < /dev/null > /run/${name}.log 2>&1`;

const bridge = (range: object = {}): object => ({
  type: 'bridge',
  bridge: 'cni0',
  isGateway: true,
  ipMasq: true,
  ipam: { type: 'host-local', subnet: '172.16.0.0/24', ...range, routes: [{ dst: '0.0.0.0/0' }] },
});
const portmap = { type: 'portmap', snat: false, capabilities: { portMappings: true } };

/** The network's description. */
const conflist = (...plugins: readonly object[]): string => `
          mkdir -p /etc/cni/net.d
          echo '${JSON.stringify({ cniVersion: '1.0.0', name: 'pods', plugins })}' | jq . > /etc/cni/net.d/pods.conflist`;

/** A line a call: who runs whom. It stands where a plugin, or iptables, is looked for, and hands on to that one. */
const note = `
          mkdir -p /srv/cni
          printf '%s\\n' '#!/bin/sh' 'read -r who < /proc/$PPID/comm' 'name=\${0##*/}' 'echo "$who runs $name" >> /run/who.log' 'case $name in iptables) exec /usr/sbin/iptables "$@" ;; esac' 'exec /usr/lib/cni/$name' > /srv/cni/note
          chmod +x /srv/cni/note
          for name in bridge host-local portmap iptables; do ln -s note /srv/cni/$name; done`;

const ports = JSON.stringify({ portMappings: [{ hostPort: 8080, containerPort: 80, protocol: 'tcp' }] });
const add = (name: string, environment = ''): string => `
          CNI_PATH=/usr/lib/cni ${environment} cnitool add pods /run/netns/${name} > /dev/null`;

const pauseC = [
  '#include <signal.h>',
  '#include <sys/wait.h>',
  '#include <unistd.h>',
  '',
  'static void end(int signal) { _exit(0); }',
  'static void reap(int signal) { while (waitpid(-1, 0, WNOHANG) > 0); }',
  '',
  'int main(void) {',
  '  signal(SIGTERM, end);',
  '  signal(SIGCHLD, reap);',
  '  for (;;) pause();',
  '}',
];

/** Where the sections of the chapter `pause` begin. */
export const pause: readonly Point[] = [
  {
    name: 'bundle',
    what:
      'eth0 joins the machines, 10.1.0.1 and 10.1.0.2. On node1, /srv/root is all that a container has of files: busybox, and two pages for ' +
      'web servers. /srv/web/config.json is what `runc spec` wrote, with a few lines changed, and /srv/pause waits for a program. ' +
      'Nothing runs.',
    steps: [
      {
        on: 'node1',
        run: `
          ${quiet}
          ip addr add 10.1.0.1/24 dev eth0
          ip link set eth0 up
          mkdir -p /srv/root/bin /srv/root/dev /srv/root/proc /srv/root/sys /srv/root/tmp /srv/root/etc /srv/root/www /srv/root/side /srv/pause/root
          cp /usr/bin/busybox /srv/root/bin/
          chroot /srv/root /bin/busybox --install -s /bin
          echo '127.0.0.1 localhost' > /srv/root/etc/hosts
          echo 'I am web.' > /srv/root/www/index.html
          echo 'not for web' > /srv/root/www/secret
          echo 'I am side.' > /srv/root/side/index.html${bundle('web', serves(80, 'www'))}${bundle('pause', isPause)}`,
      },
      {
        on: 'node2',
        run: `
          ${quiet}
          ip addr add 10.1.0.2/24 dev eth0
          ip link set eth0 up`,
      },
    ],
  },
  {
    name: 'bounded',
    what:
      'the same, and the container web runs, with bounds: at most 32 processes, a filter of system calls that refuses chmod, and an AppArmor ' +
      'profile that forbids it /www/secret.',
    from: 'bundle',
    steps: [
      {
        on: 'node1',
        run: `
          printf '%s\\n' 'profile web flags=(attach_disconnected) {' '  file,' '  network,' '  capability,' '  signal,' '  deny /www/secret r,' '}' > /srv/web/apparmor
          apparmor_parser -r /srv/web/apparmor${bundle(
            'web',
            serves(80, 'www'),
            '.linux.resources.pids.limit = 32',
            '.process.apparmorProfile = "web"',
            '.linux.seccomp = {defaultAction: "SCMP_ACT_ALLOW", syscalls: [{names: ["chmod", "fchmod", "fchmodat", "fchmodat2"], action: "SCMP_ACT_ERRNO"}]}',
          )}${run('web')}`,
      },
    ],
  },
  {
    name: 'network',
    what:
      'the same, and nothing runs. /etc/cni/net.d/pods.conflist describes a network called pods. In /srv/pause is pause, compiled. /srv/cni has ' +
      'a script that stands before each plugin and before iptables: it notes in /run/who.log who runs whom, and hands on.',
    from: 'bundle',
    steps: [
      {
        on: 'node1',
        run: `${conflist(bridge(), portmap)}${note}
          printf '%s\\n' ${pauseC.map((line) => `'${line}'`).join(' ')} > /srv/pause/pause.c
          musl-tcc -o /srv/pause/root/pause /srv/pause/pause.c`,
      },
    ],
  },
  {
    name: 'sandbox',
    what:
      'a sandbox without a pod: the namespace pod, into which cnitool has put eth0 with 172.16.0.2, and whose port 80 is port 8080 of node1. ' +
      'pause runs in it. The bundles /srv/web and /srv/side name pause’s namespaces.',
    from: 'network',
    steps: [
      {
        on: 'node1',
        run: `${namespace('pod')}
          ip -n pod link set lo up${add('pod', `CAP_ARGS='${ports}'`)}${bundle('pause', isPause, joins('network', '/run/netns/pod'))}${run('pause')}${pausePid}${bundle(
            'web',
            serves(80, 'www'),
            joinsPause('network', 'ipc', 'uts'),
          )}${bundle('side', serves(8080, 'side'), joinsPause('network', 'ipc', 'uts'))}`,
      },
    ],
  },
  {
    name: 'pod',
    what: 'a pod: pause, web on port 80 and side on port 8080, in the namespace pod with 172.16.0.2.',
    from: 'sandbox',
    steps: [{ on: 'node1', run: `${run('web')}${run('side')}` }],
  },
  {
    name: 'one-tree',
    what: 'the same pod, but side is in pause’s pid namespace too: Kubernetes calls that shareProcessNamespace.',
    from: 'sandbox',
    steps: [
      {
        on: 'node1',
        run: `${pausePid}${bundle('side', serves(8080, 'side'), joinsPause('network', 'ipc', 'uts', 'pid'))}${run('web')}${run('side')}`,
      },
    ],
  },
  {
    name: 'containerd',
    what:
      'containerd runs, and has an image that no registry has seen: a tar with the file pause in it, and a few lines that describe it. The ' +
      'namespace pod has its eth0 with 172.16.0.2.',
    from: 'network',
    steps: [
      {
        on: 'node1',
        run: `${namespace('pod')}${add('pod')}
          mkdir -p /srv/image
          tar -C /srv/pause/root -cf /srv/image/layer.tar pause
          layer=$(sha256sum /srv/image/layer.tar | cut -d ' ' -f 1)
          printf '{"architecture":"amd64","os":"linux","config":{"Entrypoint":["/pause"]},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' $layer > /srv/image/config.json
          printf '[{"Config":"config.json","RepoTags":["local/pause:1"],"Layers":["layer.tar"]}]' > /srv/image/manifest.json
          tar -C /srv/image -cf /srv/pause.tar manifest.json config.json layer.tar
          systemctl start containerd
          ctr image import /srv/pause.tar > /dev/null`,
      },
    ],
  },
  {
    name: 'no-room',
    secret: true,
    what: 'the network pods has two addresses only, 172.16.0.2 and .3. No pod is there. The namespace fresh is to become one.',
    from: 'network',
    steps: [
      {
        on: 'node1',
        run: `${conflist(bridge({ rangeStart: '172.16.0.2', rangeEnd: '172.16.0.3' }))}
          for pod in old older; do
            ip netns add $pod
            CNI_PATH=/usr/lib/cni cnitool add pods /run/netns/$pod > /dev/null
            ip netns del $pod
          done${namespace('fresh')}`,
      },
    ],
  },
  {
    name: 'apart',
    secret: true,
    what: 'the sandbox with pause in it, 172.16.0.2. web runs, and is not where it should be.',
    from: 'sandbox',
    steps: [{ on: 'node1', run: `${bundle('web', serves(80, 'www'))}${run('web')}` }],
  },
];
