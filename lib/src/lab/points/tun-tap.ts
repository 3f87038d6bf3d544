import { file } from './file.js';
import type { Point } from './point.js';
import { quiet } from './scene.js';

/** `python3 tun.py NAME KIND` shows what comes out of a device; the others take `attach` from it. */
const tunProgram = file(
  '/root/tun.py',
  `
import fcntl, os, struct, sys

TUN, TAP, NO_PI = 1, 2, 0x1000     # the names of linux/if_tun.h
TUNSETIFF = 0x400454ca

def attach(name, flags):
    fd = os.open('/dev/net/tun', os.O_RDWR)
    wish = struct.pack('16sH22x', name.encode(), flags)
    fcntl.ioctl(fd, TUNSETIFF, wish)
    print('holds', name, flush=True)
    return fd

kinds = {'tun': TUN | NO_PI, 'tap': TAP | NO_PI, 'with-pi': TUN}

if __name__ == '__main__':
    fd = attach(sys.argv[1], kinds[sys.argv[2]])
    while True:
        print(os.read(fd, 2000).hex(), flush=True)
`,
);

const answerProgram = file(
  '/root/answer.py',
  `
from tun import *

def checksum(data):
    total = sum(struct.unpack(f'!{len(data) // 2}H', data))
    total = (total & 0xffff) + (total >> 16)
    return struct.pack('!H', 0xffff - total)

fd = attach('tun0', TUN | NO_PI)
while True:
    p = bytearray(os.read(fd, 2000))
    if p[9] == 1 and p[20] == 8:                  # ICMP, echo request
        p[12:16], p[16:20] = p[16:20], p[12:16]   # to its sender
        p[8], p[20] = 99, 0                       # TTL, echo reply
        p[10:12] = p[22:24] = bytes(2)
        p[10:12] = checksum(p[:20])
        p[22:24] = checksum(p[20:])
        os.write(fd, p)
`,
);

const vpnProgram = file(
  '/root/vpn.py',
  `
import select, socket
from tun import *

here, there = sys.argv[1:]
udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
udp.bind((here, 5000))
tun = attach('tun0', TUN | NO_PI)
while True:
    ready, _, _ = select.select([tun, udp], [], [])
    if tun in ready:
        udp.sendto(os.read(tun, 2000), (there, 5000))
    if udp in ready:
        os.write(tun, udp.recv(2000))
`,
);

const cable = (number: number): string => `${quiet}
ip addr add 10.1.0.${number}/24 dev eth0
ip link set eth0 up`;

/** Where the sections of the chapter `tun-tap` begin. */
export const tunTap: readonly Point[] = [
  {
    name: 'joined',
    what:
      'eth0 joins the machines: node1 has 10.1.0.1, node2 has 10.1.0.2. On node1 is the program /root/tun.py. IPv6 is off: ' +
      'the program shall read our own packets only.',
    steps: [
      { on: 'node1', run: tunProgram + cable(1) },
      { on: 'node2', run: cable(2) },
    ],
  },
  {
    name: 'answer',
    what: 'node1 has two programs: /root/tun.py, and /root/answer.py, which answers pings.',
    from: 'joined',
    steps: [{ on: 'node1', run: answerProgram.trimEnd() }],
  },
  {
    name: 'bridge',
    what: 'node1 has the bridge br0 (10.7.0.1), and at it the namespace red (10.7.0.2). The program /root/tun.py is there.',
    from: 'joined',
    steps: [
      {
        on: 'node1',
        run: `
          ip link add br0 address 02:00:00:00:00:01 type bridge
          ip addr add 10.7.0.1/24 dev br0
          ip link set br0 up
          ip netns add red
          ip netns exec red ${quiet}
          ip link add veth-red type veth peer name eth0 netns red
          ip link set veth-red up master br0
          ip -n red addr add 10.7.0.2/24 dev eth0
          ip -n red link set eth0 up`,
      },
    ],
  },
  {
    name: 'vpn',
    what: 'both machines have the programs /root/tun.py and /root/vpn.py. eth0 joins them: 10.1.0.1 and 10.1.0.2.',
    from: 'joined',
    steps: [
      { on: 'node1', run: vpnProgram.trimEnd() },
      { on: 'node2', run: tunProgram + vpnProgram.trimEnd() },
    ],
  },
  {
    name: 'one-end',
    what: 'vpn.py runs on node1, and holds tun0 there: 10.9.0.1/24. On node2 it is ready to be started.',
    from: 'vpn',
    steps: [
      {
        on: 'node1',
        run: `
          setsid -f python3 /root/vpn.py 10.1.0.1 10.1.0.2 > /root/vpn.log 2>&1 < /dev/null
          until ip link show dev tun0 > /dev/null 2>&1; do :; done
          ip addr add 10.9.0.1/24 dev tun0
          ip link set tun0 up`,
      },
    ],
  },
];
