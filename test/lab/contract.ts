import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { LabError } from '../../lib/src/errors.js';
import { DATA_NICS, NODES, eachNode } from '../../lib/src/provider/nodes.js';
import type { Provider } from '../../lib/src/provider/provider.js';
import { lastRewound } from '../../lib/src/provider/rewound.js';
import { Connection } from '../../lib/src/transport/connection.js';
import { readTargets } from '../../lib/src/transport/read-targets.js';
import { FRAMES, exchangeFrames } from './frames.js';
import { keepsCheckpoints } from './contract-checkpoints.js';
import { Machines } from './machines.js';
import { MESSES, fingerprint } from './messes.js';

/** What every provider keeps to. `make` gives the provider of one lab, as another process would find it. */
export function contract(name: string, make: () => Provider): void {
  describe(`the provider ${name}`, function () {
    this.timeout(300_000);
    const provider = make();
    const steps: string[] = [];
    const progress = (step: string): void => void steps.push(step);
    const machines = new Machines(provider);
    const { ssh, cell, both } = machines;

    after(async () => {
      machines.disconnect();
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

    it('joins each card to the one of the same name by a cable that carries every frame whole, and to no other', async () => {
      for (const node of NODES) await cell(node, DATA_NICS.map((nic) => `ip link set ${nic} up`).join('; '));
      const wanted = DATA_NICS.flatMap((nic) => FRAMES.map(({ name }) => `${nic} ${nic}/${name}`)).sort();
      const got = await eachNode((node) =>
        exchangeFrames(provider.sshConfig, node, node === 'node1' ? 'node2' : 'node1'),
      );
      assert.deepEqual(got, [wanted, wanted]);
    });

    it('puts back whatever a chapter does to a machine, and tells what it cannot', async () => {
      assert.deepEqual(await machines.rewind(() => provider.reset(progress)), []);
      const before = await eachNode(async (node) => fingerprint(await cell(node, FINGERPRINT)));
      for (const mess of MESSES) await both(mess);
      await both('touch /root/left-behind');
      const rewound = lastRewound(provider.folder)?.id;
      const left = await machines.rewind(() => provider.reset(progress));
      const after = await eachNode(async (node) => fingerprint(await cell(node, FINGERPRINT)));
      for (const index of NODES.keys()) {
        for (const [part, rows] of Object.entries(before[index]!)) assert.deepEqual(after[index]![part], rows, part);
      }
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
    } else keepsCheckpoints(provider, machines);

    if (link !== undefined) {
      it('says why it pulls no cable', async () => {
        await assert.rejects(
          provider.link('node1', 'eth0', 'down'),
          (error) => error instanceof LabError && error.message.includes(link),
        );
      });
    } else pullsCables(provider, machines);

    it('ends, and ends again, and says that it is down', async () => {
      machines.disconnect();
      await provider.down();
      assert.equal((await provider.status()).state, 'down');
      assert.ok((await provider.status()).nodes.every((node) => !node.running));
      await make().down();
      assert.equal((await make().status()).state, 'down');
    });
  });
}

/** A whole picture, read by nothing of ours. */
export const FINGERPRINT = `for part in 'ip -d -j link' 'ip -j address' 'ip route show table all' 'ip -6 route show table all' 'ip rule' 'ip -6 rule' 'ip neigh show nud permanent' 'nft -s list ruleset' 'ip netns list' 'tc qdisc show dev eth0' 'sysctl -a -r ^net' 'ps --ppid 2 -p 2 --deselect -o comm' 'ls /sys/fs/bpf' 'bridge link' 'bridge fdb'; do echo "## $part"; $part 2>/dev/null; done; :`;

function pullsCables(provider: Provider, { cell }: Machines): void {
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
