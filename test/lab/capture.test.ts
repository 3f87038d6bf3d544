import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCapture } from '../../lib/src/capture/capture-reader.js';
import type { Packet } from '../../lib/src/capture/packet.js';
import { capture } from '../../lib/src/lab/capture/capture.js';
import { Lab } from '../../lib/src/lab/lab.js';
import type { Namespace, Node } from '../../lib/src/lab/node.js';
import { QemuProvider } from '../../lib/src/provider/qemu/qemu.js';
import { Connection } from '../../lib/src/transport/connection.js';
import { readTargets } from '../../lib/src/transport/read-targets.js';
import { LAB, netdive } from './netdive.js';

const protocols = ({ layers }: Packet): string[] => layers.map(({ protocol }) => protocol);
const places = (packets: readonly Packet[]): string[] =>
  packets.map(({ at }) => `${at?.host} ${at?.netns} ${at?.ifname} ${at?.direction}`);

describe('lab.capture', function () {
  this.timeout(120_000);
  const lab = new Lab(LAB);
  const provider = new QemuProvider(LAB);
  let node1: Node;
  let node2: Node;
  let red: Namespace;
  let direct: Connection;

  before(async () => {
    ({ node1, node2 } = await lab.open());
    direct = new Connection((await readTargets(provider.sshConfig)).get('node1')!);
    // No addresses that come by themselves: what the kernel does of its own would be seen too.
    await node1.$`
      ip netns add red
      ip link add red type veth peer name eth0 netns red
      ip link set red addrgenmode none
      ip -n red link set eth0 addrgenmode none
      ip addr add 10.0.0.1/24 dev red
      ip link set red up
      ip -n red addr add 10.0.0.2/24 dev eth0
      ip -n red link set eth0 up
      ip link set eth0 addrgenmode none
      ip link set eth0 up
      ip addr add 10.1.0.1/24 dev eth0`;
    await node2.$`
      ip link set eth0 addrgenmode none
      ip link set eth0 up
      ip addr add 10.1.0.2/24 dev eth0`;
    red = await node1.netns('red');
  });
  afterEach(async () => {
    for (const node of [node1, node2]) assert.equal((await node.try`pgrep -a tcpdump`).stdout, '', 'a tcpdump is left');
  });
  after(async () => {
    direct.disconnect();
    lab.close();
    await provider.down();
  });

  it('sees a ping at both ends of a veth pair, with the direction of each', async () => {
    await red.ping('10.0.0.1'); // they know one another's MAC from here on
    const seen = await lab.capture([node1, red], () => red.ping('10.0.0.1'), { filter: 'icmp' });
    assert.equal(seen.result.received, 1);
    assert.deepEqual(places(seen.packets), [
      'node1 red eth0 out',
      'node1  red in',
      'node1  red out',
      'node1 red eth0 in',
    ]);
    assert.deepEqual(
      seen.packets.map(({ number }) => number),
      [1, 2, 3, 4],
    );
    for (const packet of seen.packets) assert.deepEqual(protocols(packet), ['sll2', 'ipv4', 'icmp', 'payload']);
    assert.deepEqual(
      seen.losses.map(({ netns, captured, dropped, fault }) => [netns, captured, dropped, fault]),
      [
        ['', 2, 0, undefined],
        ['red', 2, 0, undefined],
      ],
    );
  });

  it('sees a ping between the machines on both, and nothing of the lab’s own SSH', async () => {
    const seen = await lab.capture([node1, node2], async () => {
      await node2.$`echo traffic on the management card`;
      return node1.ping('10.1.0.2');
    });
    assert.equal(seen.result.received, 1);
    assert.ok(!seen.packets.some(({ at }) => at?.ifname === 'mgmt0'));
    const icmp = seen.packets.filter((packet) => protocols(packet).includes('icmp'));
    assert.deepEqual(places(icmp).sort(), ['node1  eth0 in', 'node1  eth0 out', 'node2  eth0 in', 'node2  eth0 out']);
  });

  it('sees whole frames at one interface, and those of one made by the action by its name', async () => {
    const frames = await red.capture(() => red.ping('10.0.0.1'), { on: 'eth0', filter: 'icmp' });
    assert.deepEqual(places(frames.packets), ['node1 red eth0 out', 'node1 red eth0 in']);
    assert.deepEqual(protocols(frames.packets[0]!), ['ethernet', 'ipv4', 'icmp', 'payload']);
    const made = await red.capture(async () => {
      await red.$`
        ip link add made0 type dummy
        ip addr add 10.9.0.1/24 dev made0
        ip link set made0 up`;
      await red.try`ping -c 1 -W 1 10.9.0.9`;
    });
    assert.ok(made.packets.some(({ at }) => at?.ifname === 'made0' && at.direction === 'out'));
    await red.$`ip link del made0`;
  });

  it('has what was sent last, of an action that waits for no answer', async () => {
    const seen = await lab.capture([node2], () => node1.$`bash -c 'echo -n last > /dev/udp/10.1.0.2/9'`, {
      filter: 'udp port 9',
    });
    assert.deepEqual(places(seen.packets), ['node2  eth0 in']);
  });

  it('points at the word of a filter that tcpdump does not understand', async () => {
    const wrong = async (filter: string): Promise<string> =>
      red
        .capture(() => assert.fail('not to be run'), { filter })
        .then(
          () => assert.fail('it was taken'),
          (error: Error) => error.message,
        );
    assert.match(await wrong('icmp and and tcp'), /\n {2}icmp and and tcp\n {11}\^\^\^\n/);
    assert.match(await wrong('icmp or hosst 10.0.0.1'), /\n {2}icmp or hosst 10\.0\.0\.1\n {10}\^\^\^\^\^\n/);
    assert.match(await wrong('icmp and'), /\n {2}icmp and\n {11}\^\n.*missing at the end/);
    assert.match(await wrong('tcp port foo'), /unknown port[^]*\n {2}tcp port foo\n {11}\^\^\^\n/);
    assert.match(await wrong('icmp) or (tcp'), /\n {2}icmp\) or \(tcp\n {6}\^\n/);
  });

  it('gives the error of an action that throws', async () => {
    await assert.rejects(
      lab.capture([node1, red, node2], () => red.$`false`),
      /`false` failed with exit code 1/,
    );
    await assert.rejects(
      lab.capture([{ place: red, ifname: 'nope' }], () => 1),
      /no interface `nope` here/,
    );
    // @ts-expect-error an action that has begun
    await assert.rejects(lab.capture([red], red.ping('10.0.0.1')), /wants a function/);
  });

  it('ends with its signal, also where the action never ends', async () => {
    const interrupt = new AbortController();
    const begun = capture(
      [{ connection: direct, netns: 'red' }],
      () => {
        interrupt.abort();
        return new Promise(() => undefined);
      },
      {},
      interrupt.signal,
    );
    await assert.rejects(begun, { name: 'AbortError' });
  });

  it('leaves nothing when the connection breaks', async () => {
    const broken = await capture(
      [{ connection: direct, netns: 'red' }],
      () => direct.disconnect(),
      {},
      new AbortController().signal,
    );
    assert.match(broken.losses[0]?.fault ?? '', /connection to node1 broke/);
    // The machine notices a moment later.
    await node1.$`for (( i = 0; i < 100; i++ )); do pgrep tcpdump > /dev/null || exit 0; read -t 0.05 <> <(:); done; exit 1`;
  });

  it('tells what the kernel dropped', async () => {
    const seen = await red.capture(() => node1.$`ping -q -l 3000 -c 3000 -s 1400 -W 1 10.0.0.2`, {
      snaplen: 65535,
      buffer: 128,
    });
    const [loss] = seen.losses;
    assert.ok(loss?.dropped, 'nothing was dropped');
    assert.equal(seen.packets.length, loss.captured);
  });

  it('saves what other programs open, with the places as names', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'netdive-'));
    try {
      const seen = await lab.capture([node1, red], () => red.ping('10.0.0.1'), { filter: 'icmp' });
      const path = await seen.save(join(folder, 'ping.pcapng'));
      const read = readCapture(await readFile(path));
      assert.equal(read.fault, undefined);
      assert.deepEqual(
        read.packets.map(({ time, at, bytes }) => [time, at, Buffer.from(bytes).toString('hex')]),
        seen.packets.map(({ time, at, bytes }) => [time, at, Buffer.from(bytes).toString('hex')]),
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('ends where the machines are rewound meanwhile, and says so', async () => {
    await assert.rejects(
      lab.capture([node1, red], async () => assert.equal((await netdive('reset')).exitCode, 0)),
      /The machines were put back to clean/,
    );
    ({ node1, node2 } = await lab.open());
  });
});
