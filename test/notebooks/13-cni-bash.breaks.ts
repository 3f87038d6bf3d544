import type { Break } from './breaks.js';

const plugin = '/opt/cni/bin/bash-cni';
/** The plugin with a line of it changed. */
const edited = (edit: string, path = plugin): string => `sed -i '${edit}' ${path}`;
/** DEL, without the line that frees the address. */
const keepsAddresses = edited('/^  ! find_address "$1" ||/d');
/** It hears no ping and no answer. */
const deaf = (name: string): string => `ip netns exec ${name} nft '
      add table ip deaf
      add chain ip deaf in { type filter hook input priority 0; }
      add rule ip deaf in ip protocol icmp drop'`;
/** A faulty plugin that is no longer faulty. */
const mended = (name: string): string => `cp ${plugin} /opt/cni/bin/${name}`;

export const breaks: readonly Break[] = [
  { claim: 'it repeats the version of the question, and lists its own', command: edited('s/"1.1.0"/"1.2.0"/') },
  { claim: 'Debian’s bridge speaks up to 1.0.0', command: `ln -sf ${plugin} /usr/lib/cni/bridge` },
  {
    claim: 'what to do, for whom, where, and the name inside: four variables',
    before: 'const added =',
    command: `mv /usr/local/bin/cnitool /root/cnitool
      printf '#!/bin/sh\\nexec /root/cnitool -i net1 "$@"\\n' > /usr/local/bin/cnitool
      chmod +x /usr/local/bin/cnitool`,
  },
  {
    claim: 'and its own part of the file, with name and version put in',
    before: 'const added =',
    command: 'sed -i s/1.1.0/1.0.0/ /etc/cni/net.d/pods.conflist',
  },
  {
    claim: 'the runtime is content: it believes what a plugin says',
    command: 'ip -n red link add eth9 type dummy',
    also: ['interfaces of red beside lo, after the spy said: done: 1'],
  },
  {
    claim: 'the bridge, both ends of the cable; one is in the pod',
    command: 'sed -i s/br0/br1/ /etc/cni/net.d/pods.conflist',
  },
  {
    claim: 'MAC, address and route are in the pod as the answer says',
    command: 'ip -n red route replace default via 172.16.0.9',
  },
  { claim: 'red reaches its way out and its sibling, with 64 left', command: deaf('green') },
  {
    claim: 'refused, and the pod’s network is as it was',
    before: 'const again =',
    command: 'rm /run/bash-cni/pods/172.16.0.2',
  },
  {
    claim: 'it fails, and keeps neither an address nor a cable',
    before: 'const half =',
    command: edited(`/^  trap .rm -f/d`),
  },
  {
    claim: 'five pods, five different addresses',
    before: '&> /root',
    command: 'rm /run/bash-cni/small/172.16.9.2',
  },
  {
    claim: 'the sixth is told that no address is free',
    before: '&> /root',
    command: 'sed -i s,/29,/28, /etc/cni/net.d/small.conflist',
    also: ['five pods, five different addresses', 'pods on a /29: 6'],
  },
  { claim: 'an error is JSON, too: code, msg, details', command: 'ip link del br9' },
  {
    claim: 'one pod goes, and the answer is yes: no word, exit code 0',
    command: 'echo nobody eth0 > /run/bash-cni/small/172.16.9.1',
  },
  { claim: 'all is well: no word, exit code 0', command: 'ip -n red link set eth0 down' },
  { claim: 'it misses the address', command: 'rm /run/bash-cni/pods/172.16.0.2' },
  { claim: 'it misses the route that went with the address', command: 'ip -n red link set eth0 down' },
  { claim: 'one pod of the two has lost its bridge, and is named', command: 'rm /run/bash-cni/pods/*' },
  { claim: 'the cable has gone, and the address is free', command: keepsAddresses },
  {
    claim: 'once more: no error',
    command: edited('s/^  ip link del "$host" 2.*/  must ip link del "$host"/'),
  },
  { claim: 'the address was still taken, and DEL has freed it', before: 'const dead =', command: keepsAddresses },
  {
    claim: 'red’s address is free, green’s is kept',
    command: `${edited('s/ rm -f "$file"/ true/')}
      ${keepsAddresses}`,
  },
  { claim: 'and green has noticed nothing', command: deaf('green') },
  { claim: '51: no new pods, and those that there are may be cut off', command: 'rm /run/bash-cni/pods/*' },
  {
    claim: 'each error has the number that the standard gives it',
    command: edited('s/^  \\[\\[ $ifname =~ $device \\]\\]/  true/'),
  },
  { claim: 'and nothing was made', command: 'ip link add br7 type bridge' },
  {
    claim: 'what was there comes first, and ours points to its own interface',
    command: edited('s,(.prevResult // {}),({}),'),
  },
  {
    claim: 'the network works, and the runtime calls it a failure',
    before: 'const chatty =',
    command: mended('chatty'),
  },
  {
    claim: 'repaired: said to people, and answered in JSON',
    command: edited('s/^  must ip addr replace .*/&; echo up/', '/opt/cni/bin/chatty'),
  },
  { claim: 'DEL fails each time, and the address stays taken', before: 'const stuck =', command: mended('stubborn') },
  {
    claim: 'repaired: what is gone already is no error',
    command: edited('s/^  flock .*/  fail 11 busy/', '/opt/cni/bin/stubborn'),
  },
  { claim: 'all went well, and there is no address for the next pod', command: mended('forgetful') },
  { claim: 'repaired: one address, given again and again', command: keepsAddresses },
  {
    claim: 'both forward: the plugin saw to it. Yet red does not reach blue',
    command: 'sysctl -w net.ipv4.ip_forward=0',
  },
  {
    claim: 'red reaches blue, by two routers, and nobody rewrites an address',
    command: 'iptables -t nat -I POSTROUTING -s 172.16.0.0/24 -o eth0 -j MASQUERADE',
  },
  {
    claim: '1450 in a pod of tunnelled, 1500 in one of pods',
    before: 'const size =',
    command: 'sed -i s/1450/1440/ /etc/cni/net.d/tunnelled.conflist',
  },
  { claim: 'nothing is left behind', command: 'ip link add ghost type dummy' },
];
