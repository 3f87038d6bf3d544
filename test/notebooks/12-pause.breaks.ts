import type { Break } from './breaks.js';

const start = (name: string): string => `
      runc run -d -b /srv/${name} ${name} < /dev/null > /run/${name}.log 2>&1`;
/** Another config.json for a container. */
const edited = (name: string, edit: string): string => `jq '${edit}' /srv/${name}/config.json > /srv/${name}/new
      mv /srv/${name}/new /srv/${name}/config.json`;
/** The same, and the container is started again by it. */
const restarted = (name: string, edit: string): string => `${edited(name, edit)}
      runc delete -f ${name}${start(name)}`;

/** pause from other source: what its main does first, and what it then does for ever. */
const pauseThat = (first: string, forEver = 'pause();'): string => `
      printf '%s\\n' '#include <signal.h>' '#include <sys/wait.h>' '#include <unistd.h>' 'static void reap(int s) { while (waitpid(-1, 0, WNOHANG) > 0); }' 'static void end(int s) { _exit(0); }' 'int main(void) { ${first} for (;;) ${forEver} }' > /srv/other.c
      musl-tcc -o /srv/pause/root/pause /srv/other.c`;
const reaps = 'signal(SIGCHLD, reap);';
const ends = 'signal(SIGTERM, end);';

/** Somebody else is in the namespace of a process, or of a file. */
const guest = (where: string): string => `nsenter ${where} setsid -f sleep 300 > /dev/null 2>&1 < /dev/null`;
const inPod = guest('--net=/run/netns/pod');

const books = '/var/lib/cni/networks/pods';
const noRules = 'iptables -t nat -F';

export const breaks: readonly Break[] = [
  {
    claim: 'one process with two numbers',
    command: restarted('web', 'del(.linux.namespaces[] | select(.type == "pid"))'),
  },
  {
    claim: 'runc has gone: it is nobody’s parent',
    before: 'const [init, web]',
    command: `runc delete -f web
      setsid runc run -b /srv/web web < /dev/null > /run/web.log 2>&1 &
      until runc state web 2> /dev/null | grep -q running; do :; done`,
  },
  {
    claim: 'six of eight are its own; time and the users are the machine’s',
    before: 'const [init, web]',
    command: restarted('web', 'del(.hostname, (.linux.namespaces[] | select(.type == "uts")))'),
  },
  {
    claim: 'its / is our folder, and its network is empty: lo, and no cable',
    command: 'nsenter -t $(runc state web | jq .pid) -n ip link add cable type dummy',
  },
  {
    claim: 'init has 41, web has three',
    before: 'const [init, web]',
    command: restarted('web', '.process.capabilities |= map_values(. + ["CAP_CHOWN"])'),
  },
  {
    claim: 'so root in there may not even take lo down',
    before: 'const lo =',
    command: restarted('web', '.process.capabilities |= map_values(. + ["CAP_NET_ADMIN"])'),
  },
  { claim: 'a filter is in place, and says no', command: restarted('web', 'del(.linux.seccomp)') },
  {
    claim: 'the profile is enforced, and root cannot read a file of root’s',
    before: 'const secret',
    command: `sed -i '/secret/d' /srv/web/apparmor
      echo '# deny nothing' >> /srv/web/apparmor
      apparmor_parser -r /srv/web/apparmor`,
  },
  { claim: 'the kernel refuses a fork, and counts that', command: 'echo max > /sys/fs/cgroup/web/pids.max' },
  {
    claim: 'it sleeps, in the system call pause',
    before: 'const pause =',
    command: pauseThat('', 'sleep(9);'),
  },
  {
    claim: 'number 1 gets no signal that it has no handler for',
    before: 'const pause =',
    command: pauseThat(ends),
    also: ['pause after TERM: stopped'],
  },
  { claim: 'it has ended, and stays: a zombie', before: 'const pause =', command: pauseThat(reaps) },
  {
    claim: 'repaired: the orphan has ended, and nothing is left of it',
    before: 'const mended',
    command: pauseThat(ends),
  },
  { claim: 'and pause ends when it is asked to', before: 'const mended', command: pauseThat(reaps) },
  {
    claim: 'cnitool runs two plugins, and bridge a third',
    before: 'const ports',
    command: `jq 'del(.plugins[1])' /etc/cni/net.d/pods.conflist > /srv/new
      mv /srv/new /etc/cni/net.d/pods.conflist`,
  },
  {
    claim: 'one end in cni0, the other is eth0, and its way out is cni0',
    before: 'const veth',
    command: 'ip -n pod route del default',
  },
  {
    claim: 'the file’s name is the address, and in it is whose it is',
    before: 'const books',
    command: `mv ${books}/172.16.0.2 ${books}/172.16.0.9`,
  },
  {
    claim: 'one rule for the way out, one for the way in',
    before: 'const rules',
    command: "iptables -t nat -F $(iptables -t nat -S | sed -n 's/^-N \\(CNI-DN-.*\\)/\\1/p')",
  },
  {
    claim: 'bridge lets the whole machine forward, and asks nobody',
    before: 'const rules',
    command: 'sysctl -w net.ipv4.ip_forward=0',
  },
  {
    claim: 'nobody is in there, and the ping is answered',
    before: 'const ping',
    command: inPod,
    also: ['processes in the namespace pod: 1'],
  },
  {
    claim: 'cable, address and rule are given back; cni0 and forwarding stay',
    before: 'const rest',
    command: `echo somebody > ${books}/172.16.0.7`,
  },
  {
    claim: 'net, ipc and uts are shared; cgroup, mnt and pid are not',
    before: "of ['web', 'side']",
    command: `${edited('web', '(.linux.namespaces[] | select(.type == "uts")) |= del(.path)')}
      ${edited('side', '(.linux.namespaces[] | select(.type == "uts")) |= del(.path)')}`,
  },
  {
    claim: 'for side, web is localhost',
    before: 'const local',
    command: 'ip netns exec pod iptables -t nat -A OUTPUT -o lo -p tcp --dport 80 -j REDIRECT --to-ports 8080',
  },
  {
    claim: 'for node2 it is a port of node1: portmap’s rule',
    before: 'const local',
    command: 'iptables -t nat -I PREROUTING -p tcp --dport 8080 -j DNAT --to-destination 172.16.0.2:8080',
  },
  { claim: 'who comes second finds the port taken', command: 'runc delete -f web' },
  { claim: 'pause is alone, and the address answers', before: 'const one', command: inPod },
  { claim: 'web is back, at the same address, and node2 never knew', before: 'const again', command: noRules },
  { claim: 'web is the last one in there, and that is enough', before: 'const without', command: inPod },
  {
    claim: 'the namespace is gone, and both ends of the cable with it',
    before: 'const left',
    command: guest('-t $(runc state web | jq .pid) -n'),
  },
  {
    claim: 'nobody said DEL: address and rule are still there',
    before: 'const books',
    command: `rm ${books}/172.16.0.2`,
  },
  { claim: 'number 1 dies, and all of its pid namespace; web lives', command: 'runc delete -f web' },
  {
    claim: 'the shim is pause’s parent, and init is the shim’s',
    before: 'const pause =',
    command: `systemctl stop containerd
      kill -KILL $(pgrep -f ^/usr/bin/containerd-shim)
      until [ "$(ps -o ppid= $(pidof pause) | tr -d ' ')" = 1 ]; do :; done`,
    also: ['pause’s parent: systemd'],
  },
  {
    claim: 'the same runc, the same kind of bundle, written by containerd',
    before: 'const list',
    command:
      'runc --root /run/containerd/runc/default run -d -b /srv/pause another < /dev/null > /run/another.log 2>&1',
  },
  {
    claim: 'pause runs, the pod answers: nobody needs containerd for that',
    command: 'ip -n pod addr flush dev eth0',
  },
  {
    claim: 'and when it is back, the shim tells it what there is',
    before: 'const tasks',
    command: 'kill -KILL $(pidof pause)',
  },
  { claim: 'ADD fails: host-local has no address left', command: `rm ${books}/172.16.0.2` },
  {
    claim: 'both addresses are taken, and no pod lives that could have them',
    command: 'ip netns add ghost',
  },
  {
    claim: 'another error: the ADD that failed has left half a cable',
    before: 'const again',
    command: 'ip -n fresh link del eth0',
  },
  {
    claim: 'repaired: a DEL for each ADD, also for one that failed',
    before: 'const mended',
    command: `echo somebody > ${books}/172.16.0.2
      echo somebody > ${books}/172.16.0.3`,
  },
  { claim: 'node2 gets the page, from web in pause’s network', before: 'const got', command: noRules },
  { claim: 'nothing is left behind', command: 'ip link add cni0 type bridge' },
];
