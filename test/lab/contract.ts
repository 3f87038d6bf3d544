import assert from 'node:assert/strict';
import { execa, type Result as Execution } from 'execa';
import { statSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { LabError } from '../../lib/src/errors.js';
import { DATA_NICS, NODES, eachNode } from '../../lib/src/provider/nodes.js';
import type { Provider } from '../../lib/src/provider/provider.js';
import { lastRewound } from '../../lib/src/provider/rewound.js';
import { Connection } from '../../lib/src/transport/connection.js';
import { readTargets } from '../../lib/src/transport/read-targets.js';
import type { Target } from '../../lib/src/transport/target.js';
import { FRAMES, receiveFrames, sendFrames } from './frames.js';
import { MESSES, fingerprint } from './messes.js';

/** What every provider keeps to. `make` gives the provider of one lab, as another process would find it. */
export function contract(name: string, make: () => Provider): void {
  describe(`the provider ${name}`, function () {
    this.timeout(300_000);
    const provider = make();
    const steps: string[] = [];
    const progress = (step: string): void => void steps.push(step);
    const ssh = (node: string, ...command: string[]): Promise<Execution<{ reject: false; stdin: 'ignore' }>> =>
      execa('ssh', ['-F', provider.sshConfig, node, ...command], { reject: false, stdin: 'ignore' });

    /** What a cell does. */
    const cell = async (node: string, script: string, netns = ''): Promise<string> => {
      const connection = new Connection((await readTargets(provider.sshConfig)).get(node)!);
      try {
        const { stdout, stderr, exitCode } = await connection.run(script, { netns });
        assert.equal(exitCode, 0, `${script}\n${stderr}`);
        return stdout;
      } finally {
        connection.disconnect();
      }
    };
    const both = (script: string): Promise<string[]> => eachNode((node) => cell(node, script));

    after(async () => {
      await provider.down();
    });

    it('starts both machines, and leaves them as they are when they run', async () => {
      assert.notEqual(await provider.up(progress), 'was up');
      const before = await provider.status();
      assert.equal(before.state, 'up');
      assert.deepEqual([before.provider, before.lab], [provider.name, provider.lab]);
      assert.deepEqual(
        before.nodes.map((node) => [node.name, node.running]),
        NODES.map((node) => [node, true]),
      );
      assert.equal(await make().up(progress), 'was up');
      assert.deepEqual(await make().status(), before);
    });

    it('tells OpenSSH and our own transport how to reach them, and nobody else', async () => {
      for (const node of NODES) assert.equal((await ssh(node, 'uname -n')).stdout, await cell(node, 'uname -n'));
      assert.notEqual((await ssh('node1', 'uname -n')).stdout, (await ssh('node2', 'uname -n')).stdout);
      assert.equal(statSync(provider.folder).mode & 0o777, 0o700);
      assert.equal(statSync(provider.sshConfig).mode & 0o777, 0o600);
    });

    it('refuses a machine that shows another key', async () => {
      const targets = await readTargets(provider.sshConfig);
      const impostor = { ...targets.get('node1')!, hostKey: targets.get('node2')!.hostKey };
      await assert.rejects(new Connection(impostor).run('true'), /node1.*not that machine/);
    });

    it('has mgmt0, and eth0 and eth1 without an address', async () => {
      for (const node of NODES) {
        const rows = JSON.parse(await cell(node, 'ip -j address')) as { ifname: string; addr_info: object[] }[];
        const addresses = new Map(rows.map((row) => [row.ifname, row.addr_info.length]));
        assert.ok(addresses.get('mgmt0')! > 0);
        for (const nic of DATA_NICS) assert.equal(addresses.get(nic), 0);
      }
    });

    for (const nic of DATA_NICS) {
      it(`joins the machines by ${nic}, which carries every frame whole, and only to the other ${nic}`, async () => {
        const got = await eachNode(async (node) => {
          const other = node === 'node1' ? 'node2' : 'node1';
          for (const each of NODES) await cell(each, DATA_NICS.map((one) => `ip link set ${one} up`).join('; '));
          return receiveFrames(provider.sshConfig, node, (): Promise<string> => cell(other, sendFrames(nic)));
        });
        for (const frames of got) assert.deepEqual(frames, FRAMES.map((frame) => `${nic} ${frame.name}`).sort());
      });
    }

    it('puts back whatever a chapter does to a machine, and tells what it cannot', async () => {
      await provider.reset(progress);
      const before = await eachNode(async (node) => fingerprint(await cell(node, FINGERPRINT)));
      for (const mess of MESSES) await both(mess);
      await both('touch /root/left-behind');
      const rewound = lastRewound(provider.folder)?.id;
      const left = await provider.reset(progress);
      const after = await eachNode(async (node) => fingerprint(await cell(node, FINGERPRINT)));
      for (const index of NODES.keys()) assert.deepEqual(after[index], before[index]);
      assert.notEqual(lastRewound(provider.folder)?.id, rewound);
      for (const node of NODES) {
        const gone = (await ssh(node, 'sudo test -e /root/left-behind || test -e /root/left-behind')).exitCode !== 0;
        assert.notEqual(
          gone,
          left.some((sentence) => sentence.startsWith(`${node}: `) && sentence.includes('left-behind')),
        );
      }
      await both('rm -f /root/left-behind');
    });

    it('finds nothing to tell when nothing was done', async () => {
      assert.deepEqual(await provider.reset(progress), []);
    });

    const { checkpoints, link } = provider.cannot;
    if (checkpoints !== undefined) {
      it('says why it keeps no checkpoints', async () => {
        for (const call of [
          () => provider.save('one'),
          () => provider.restore('one'),
          () => provider.restore('clean'),
          () => provider.checkpoints(),
          () => provider.remove('one'),
        ])
          await assert.rejects(call, (error) => error instanceof LabError && error.message.includes(checkpoints));
      });
    } else keepsCheckpoints(provider, { ssh, cell, both });

    if (link !== undefined) {
      it('says why it pulls no cable', async () => {
        await assert.rejects(
          provider.link('node1', 'eth0', 'down'),
          (error) => error instanceof LabError && error.message.includes(link),
        );
      });
    } else pullsCables(provider, cell);

    it('ends, and ends again, and says that it is down', async () => {
      await provider.down();
      assert.equal((await provider.status()).state, 'down');
      assert.ok((await provider.status()).nodes.every((node) => !node.running));
      await make().down();
      assert.equal((await make().status()).state, 'down');
    });
  });
}

/** A whole picture, read by nothing of ours. */
const FINGERPRINT = `for part in 'ip -d -j link' 'ip -j address' 'ip route show table all' 'ip -6 route show table all' 'ip rule' 'ip -6 rule' 'ip neigh show nud permanent' 'nft -s list ruleset' 'ip netns list' 'tc qdisc show dev eth0' 'sysctl -a -r ^net' 'ps -eo comm' 'ls /sys/fs/bpf' 'bridge link' 'bridge fdb'; do echo "## $part"; $part 2>/dev/null; done; :`;

interface Ways {
  ssh(node: string, ...command: string[]): Promise<Execution<{ reject: false; stdin: 'ignore' }>>;
  cell(node: string, script: string): Promise<string>;
  both(script: string): Promise<string[]>;
}

function keepsCheckpoints(provider: Provider, { cell, both }: Ways): void {
  it('has no checkpoint that nobody made, and takes no name that is none', async () => {
    assert.deepEqual(await provider.checkpoints(), []);
    await assert.rejects(provider.restore('never'), /no checkpoint called "never"\.\nIt has none yet/);
    for (const illegal of ['', '../up', 'a b', 'clean', 'a;b'])
      await assert.rejects(provider.save(illegal), /cannot be called/);
  });

  it('goes back to what was saved under a name, memory and disk of both machines, with the clock right', async () => {
    await both('(while :; do date +%s.%N > /run/ticks; sleep 0.1; done) > /dev/null 2>&1 & echo first > /root/mark');
    await provider.save('first');
    const size = (await provider.checkpoints())[0]!.bytes;
    assert.ok(size > 1_000_000, String(size));
    await both('pkill -f /run/ticks; echo second > /root/mark; ip link add gone type dummy; sync');
    const connections = await Promise.all(
      [...(await readTargets(provider.sshConfig)).values()].map(async (target) => {
        const connection = new Connection(target);
        await connection.run('true');
        return connection;
      }),
    );
    const lost = connections.map((one) =>
      one.run('sleep 60').then(
        () => 'went on',
        () => 'ended',
      ),
    );
    await provider.restore('first');
    const clocks = await both('date +%s.%N');
    for (const clock of clocks) assert.ok(Math.abs(Number(clock) - Date.now() / 1000) < 3, clock);
    assert.deepEqual(await both('cat /root/mark; ls -d /sys/class/net/gone 2> /dev/null || :'), ['first', 'first']);
    // The process that was killed after the save runs again, and writes today's time.
    await both(
      'for i in $(seq 100); do [ $(( $(date +%s) - $(cut -d . -f 1 /run/ticks) )) -lt 5 ] && exit; sleep 0.1; done; exit 1',
    );
    // A connection of before the restore does not hang: it is found dead, and the next command makes a new one.
    for (const connection of connections) connection.disconnect();
    assert.deepEqual(await Promise.all(lost), ['ended', 'ended']);
    for (const connection of connections) assert.equal((await connection.run('echo back')).stdout, 'back');
    for (const connection of connections) connection.disconnect();
  });

  it('gives other random numbers after each restore of the same checkpoint', async () => {
    const seen: string[] = [];
    for (let time = 0; time < 2; time++) {
      await provider.restore('first');
      seen.push(...(await both('head -c 16 /dev/urandom | od -An -tx1')));
    }
    assert.equal(new Set(seen).size, 4);
  });

  it('keeps the newest of a name, lists the oldest first, and forgets one when told to', async () => {
    await both('echo new > /root/mark');
    await provider.save('second');
    await provider.save('first');
    const listed = await provider.checkpoints();
    assert.deepEqual(
      listed.map((one) => one.name),
      ['second', 'first'],
    );
    assert.ok(listed[0]!.savedAt <= listed[1]!.savedAt);
    await both('echo newer > /root/mark');
    await provider.restore('first');
    assert.deepEqual(await both('cat /root/mark'), ['new', 'new']);
    await assert.rejects(provider.restore('third'), /no checkpoint called "third"\.\nIt has second, first, and clean/);
    await provider.remove('second');
    await provider.remove('second');
    assert.deepEqual(
      (await provider.checkpoints()).map((one) => one.name),
      ['first'],
    );
  });

  it('saves, restores and resets although SSH is cut', async () => {
    const cut =
      'nft add table inet cut; nft add chain inet cut in "{ type filter hook input priority -300; }"; nft add rule inet cut in tcp dport 22 drop';
    // The answer to this very command cannot come back: it is given to the machine to be done a moment later.
    await cell('node2', `(sleep 0.3; ${cut}) > /dev/null 2>&1 &`);
    const target = (await readTargets(provider.sshConfig)).get('node2')!;
    while (await answers(target)) await delay(100);
    const kept = await provider.save('cut');
    assert.equal(kept.name, 'cut');
    await provider.restore('first');
    assert.equal(await cell('node2', 'cat /root/mark'), 'new');
    await provider.restore('cut');
    assert.equal(await answers(target), false);
    await provider.reset(() => undefined);
    assert.equal((await both('nft list ruleset')).join(''), '');
  });
}

async function answers(target: Target): Promise<boolean> {
  return connect(target).then(
    () => true,
    () => false,
  );
}

async function connect(target: Target): Promise<void> {
  const connection = new Connection(target, { connectTimeoutMs: 1_500 });
  await connection.run('true').finally(() => connection.disconnect());
}

function pullsCables(provider: Provider, cell: (node: string, script: string) => Promise<string>): void {
  const carrier = (wanted: string): string =>
    `for i in $(seq 100); do [ "$(cat /sys/class/net/eth0/carrier)" = ${wanted} ] && exit; sleep 0.05; done; exit 1`;

  it('pulls a cable out, which the machine sees as NO-CARRIER, and puts it back', async () => {
    await cell('node1', 'ip link set eth0 up');
    await provider.link('node1', 'eth0', 'down');
    await cell('node1', carrier('0'));
    assert.match(await cell('node1', 'ip link show eth0'), /NO-CARRIER/);
    await provider.link('node1', 'eth0', 'up');
    await cell('node1', carrier('1'));
  });

  it('names the machines and cards there are when asked for another', async () => {
    await assert.rejects(provider.link('node3', 'eth0', 'down'), /node3[^]*node1 and node2/);
    await assert.rejects(provider.link('node1', 'eth7', 'down'), LabError);
  });
}
