import { Connection } from '../../lib/src/transport/connection.js';
import { command } from '../../lib/src/transport/quote.js';
import { readTargets } from '../../lib/src/transport/read-targets.js';
import { DATA_NICS } from '../../lib/src/provider/nodes.js';

/** A frame that a cable carries, whatever a bridge would do with it. */
interface Frame {
  readonly name: string;
  /** Destination and everything after the source, in hexadecimal. */
  readonly to: string;
  readonly rest: string;
  /** Bytes after the Ethernet header. */
  readonly length: number;
}

const groups = Array.from({ length: 16 }, (_, index) => ({
  name: `group-${index}`,
  to: `0180c200000${index.toString(16)}`,
  rest: '88b6',
  length: 46,
}));

/** The groups that no bridge forwards (STP, LACP, 802.1X, LLDP...), odd types, tags, and frames as long as they may be. */
export const FRAMES: readonly Frame[] = [
  ...groups,
  { name: 'stp-llc', to: '0180c2000000', rest: '0026424203', length: 46 },
  { name: 'lldp', to: '0180c200000e', rest: '88cc', length: 46 },
  { name: 'lacp', to: '0180c2000002', rest: '8809', length: 110 },
  { name: 'pause', to: '0180c2000001', rest: '8808', length: 46 },
  { name: 'odd-type', to: 'ffffffffffff', rest: '88b5', length: 46 },
  { name: 'tag', to: 'ffffffffffff', rest: '8100006488b5', length: 50 },
  { name: 'two-tags', to: 'ffffffffffff', rest: '88a800648100006588b5', length: 54 },
  { name: 'unicast-to-another', to: '02000000beef', rest: '88b5', length: 46 },
  { name: 'longest', to: 'ffffffffffff', rest: '88b5', length: 1500 },
  { name: 'longest-tagged', to: 'ffffffffffff', rest: '8100006488b5', length: 1504 },
];

const SEND = `
import socket, sys, time
socks = [socket.socket(socket.AF_PACKET, socket.SOCK_RAW) for nic in sys.argv[1:]]
for sock, nic in zip(socks, sys.argv[1:]): sock.bind((nic, 0))
while True:
    for to, rest, name, length in ${JSON.stringify(FRAMES.map(({ to, rest, name, length }) => [to, rest, name, length]))}:
        for sock in socks:
            nic, _, _, _, source = sock.getsockname()
            frame = bytes.fromhex(to) + source + bytes.fromhex(rest) + f'netdive {nic}/{name} '.encode()
            sock.send(frame + b'.' * (12 + 2 + length - len(frame)))
    time.sleep(0.2)
`;

/** Prints of each frame that came whole by which card, from which card, and its name; ends when all have come. */
const RECEIVE = `
import select, socket, sys, time
wanted = dict(${JSON.stringify(FRAMES.map(({ name, length }) => [name, 14 + length]))})
socks = {}
for nic in sys.argv[1:]:
    sock = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
    sock.bind((nic, 3))
    # PACKET_ADD_MEMBERSHIP, PACKET_MR_PROMISC; PACKET_AUXDATA: a tag is taken out of the frame and told beside it
    sock.setsockopt(263, 1, socket.if_nametoindex(nic).to_bytes(4, sys.byteorder) + bytes([1, 0, 0, 0]) + bytes(8))
    sock.setsockopt(263, 8, 1)
    socks[sock] = nic
print('ready', flush=True)
seen, end = set(), time.monotonic() + 15
while len(seen) < len(wanted) * len(socks) and time.monotonic() < end:
    for sock in select.select(list(socks), [], [], 0.2)[0]:
        data, aux, _, where = sock.recvmsg(4096, 256)
        at = data.find(b'netdive ')
        if where[2] == 4 or at < 0: continue
        name = data[at + 8:at + 60].split(b' ')[0].decode()
        tagged = any(int.from_bytes(value[:4], sys.byteorder) & 16 for _, _, value in aux)
        if wanted.get(name.partition('/')[2]) == len(data) + (4 if tagged else 0): seen.add(socks[sock] + ' ' + name)
print(*sorted(seen), sep='\\n', flush=True)
`;

/**
 * Sends all frames by both cards of a machine until the other one, which listens on both of its own, has got all of them.
 * @returns of each frame that came whole `card it came by, card it was sent by/name`, sorted
 */
export async function exchangeFrames(sshConfig: string, from: string, to: string): Promise<readonly string[]> {
  const targets = await readTargets(sshConfig);
  const [sender, receiver] = [from, to].map((node) => new Connection(targets.get(node)!, { connectTimeoutMs: 60_000 }));
  const over = new AbortController();
  const send = (): Promise<unknown> =>
    sender!.run(command`python3 -c ${SEND} ${[...DATA_NICS]}`, { signal: over.signal }).catch((error: unknown) => {
      if (!over.signal.aborted) throw error;
    });
  let sending: Promise<unknown> | undefined;
  try {
    const { stdout } = await receiver!.run(command`python3 -c ${RECEIVE} ${[...DATA_NICS]}`, {
      onOutput: () => void (sending ??= send()),
    });
    return stdout.split('\n').slice(1).filter(Boolean);
  } finally {
    over.abort();
    await sending;
    for (const connection of [sender!, receiver!]) connection.disconnect();
  }
}
