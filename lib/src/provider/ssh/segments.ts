import { randomBytes } from 'node:crypto';
import type { Connection } from '../../transport/connection.js';
import { command } from '../../transport/quote.js';
import { DATA_NICS } from '../nodes.js';

/** IEEE's EtherType for local experiments: no switch or machine takes it for something else. */
const ETHER_TYPE = 0x88b5;
/** Group addresses that a bridge must not forward (IEEE 802.1D, table 7-10), and that a cable does. */
const BRIDGE_GROUP = '01:80:c2:00:00:02';

/** Prints `eth0 LINE` for each frame of ours that eth0 receives, until it has all or its time is up. */
const RECEIVE = `
import select, socket, sys, time
token, wanted, end = sys.argv[1].encode(), int(sys.argv[2]), time.monotonic() + 10
socks = {}
for nic in sys.argv[3:]:
    sock = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(${ETHER_TYPE}))
    sock.bind((nic, ${ETHER_TYPE}))
    index = socket.if_nametoindex(nic)
    # PACKET_ADD_MEMBERSHIP, PACKET_MR_PROMISC: packet(7)
    sock.setsockopt(263, 1, index.to_bytes(4, sys.byteorder) + bytes([1, 0, 0, 0]) + bytes(8))
    socks[sock] = nic
print('ready', flush=True)
seen = set()
while len(seen) < wanted and time.monotonic() < end:
    for sock in select.select(list(socks), [], [], 0.2)[0]:
        words = sock.recv(2048)[14:].split(b' ')
        if words[0] == token and (socks[sock], words[1], words[2]) not in seen:
            seen.add((socks[sock], words[1], words[2]))
            print(socks[sock], words[1].decode(), words[2].decode(), flush=True)
`;

/** Sends a frame to everybody and one to a bridge's group on each card, again and again until it is stopped. */
const SEND = `
import socket, sys, time
token = sys.argv[1]
socks = []
for nic in sys.argv[2:]:
    sock = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
    sock.bind((nic, 0))
    socks.append((nic, sock))
end = time.monotonic() + 20
while time.monotonic() < end:
    for nic, sock in socks:
        for kind, to in (('all', 'ff:ff:ff:ff:ff:ff'), ('group', '${BRIDGE_GROUP}')):
            head = bytes.fromhex(to.replace(':', '')) + sock.getsockname()[4] + (${ETHER_TYPE}).to_bytes(2, 'big')
            try: sock.send(head + f'{token} {nic} {kind} '.encode().ljust(46))
            except OSError: pass
    time.sleep(0.1)
`;

/** What came of frames sent on node1: `eth0 eth0 all`, received on, sent on, sent to. */
export type Received = ReadonlySet<string>;

/** Sends frames from one machine's cards to the other's; the cards are switched on for it, and off again. */
export async function tryCables(from: Connection, to: Connection, signal?: AbortSignal): Promise<Received> {
  const token = randomBytes(8).toString('hex');
  const received = new Set<string>();
  const sending = new AbortController();
  const stop = (): void => sending.abort();
  signal?.addEventListener('abort', stop);
  let sender: Promise<unknown> = Promise.resolve();
  const receive = command`python3 -c ${RECEIVE} ${[token, DATA_NICS.length * 2, ...DATA_NICS]}`;
  const wereDown = await Promise.all([from, to].map((connection) => switchOn(connection, signal)));
  try {
    let said = '';
    await to.run(receive, {
      timeoutMs: 30_000,
      ...(signal && { signal }),
      onOutput: (_, text) => {
        if (said === '') {
          const send = command`python3 -c ${SEND} ${[token, ...DATA_NICS]}`;
          sender = from.run(send, { timeoutMs: 30_000, signal: sending.signal }).catch(() => undefined);
        }
        said += text;
      },
    });
    for (const line of said.split('\n').slice(1)) if (line !== '') received.add(line);
  } finally {
    stop();
    await sender;
    await Promise.all([from, to].map((connection, index) => switchOff(connection, wereDown[index]!)));
    signal?.removeEventListener('abort', stop);
  }
  return received;
}

async function switchOn(connection: Connection, signal?: AbortSignal): Promise<string> {
  const script = DATA_NICS.map(
    (nic) => `ip link show dev ${nic} up | grep -q . || { ip link set dev ${nic} up && echo ${nic}; }`,
  ).join('; ');
  return (await connection.run(script, signal && { signal })).stdout;
}

async function switchOff(connection: Connection, nics: string): Promise<void> {
  const script = nics.split(/\s+/).map((nic) => (nic === '' ? ':' : command`ip link set dev ${nic} down`));
  await connection.run(script.join('; '));
}
