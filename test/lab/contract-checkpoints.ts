import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { eachNode, NODES } from '../../lib/src/provider/nodes.js';
import type { Provider } from '../../lib/src/provider/provider.js';
import { Connection } from '../../lib/src/transport/connection.js';
import { readTargets } from '../../lib/src/transport/read-targets.js';
import type { Target } from '../../lib/src/transport/target.js';
import type { Machines } from './machines.js';

/** What a provider keeps to that keeps checkpoints. */
export function keepsCheckpoints(provider: Provider, machines: Machines): void {
  const { cell, both } = machines;
  const restore = (name: string): Promise<void> => machines.rewind(() => provider.restore(name));

  it('has no checkpoint that nobody made, and takes no name that is none', async () => {
    for (const { name } of await provider.checkpoints()) await provider.remove(name); // earlier tests'
    assert.deepEqual(await provider.checkpoints(), []);
    await assert.rejects(provider.restore('never'), /no checkpoint called "never"\.\nIt has none yet/);
    for (const illegal of ['', '../up', 'a b', 'clean', 'a;b'])
      await assert.rejects(provider.save(illegal), /cannot be called/);
  });

  it('goes back to what was saved under a name, memory and disk of both machines, with the clock right', async () => {
    await both(
      '(while :; do date +%s.%N > /run/tick; mv /run/tick /run/ticks; sleep 0.1; done) > /dev/null 2>&1 & echo first > /root/mark',
    );
    await provider.save('first');
    const size = (await provider.checkpoints())[0]!.bytes;
    assert.ok(size > 1_000_000, String(size));
    await both('pkill -f /run/ticks; echo second > /root/mark; ip link add gone type dummy; sync');
    const connections = await eachNode((node) => machines.connect(node));
    const lost = connections.map((one) =>
      one.run('sleep 600').then(
        () => 'went on',
        () => 'ended',
      ),
    );
    await provider.restore('first');
    machines.disconnect();
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

  it('has no session after a restore of who was connected when it was saved', async () => {
    const sessions = await both('pgrep -d , -x sshd-session');
    for (const pids of sessions) assert.match(pids, /\d/);
    await provider.save('connected');
    await restore('connected');
    for (const [index, node] of NODES.entries()) {
      const alive = `ps -o comm= -p ${sessions[index]} | grep -q sshd-session`;
      await cell(node, `for i in $(seq 50); do ${alive} || exit 0; sleep 0.1; done; exit 1`);
    }
    await provider.remove('connected');
  });

  it('lets the same frames into a card after a restore as before: for a VLAN, and for another MAC address', async () => {
    // A card drops what is for a VLAN or an address that its machine has not asked for.
    const join = (number: number): string =>
      `ip link set eth0 up
      ip link add link eth0 name eth0.7 address 02:00:00:00:07:0${number} type vlan id 7
      ip addr add 10.0.7.${number}/24 dev eth0.7
      ip link set eth0.7 up`;
    await cell('node1', join(1));
    await cell('node2', join(2));
    const reach = 'for i in $(seq 10); do ping -c 1 -W 1 10.0.7.2 > /dev/null && exit; done; exit 1';
    await cell('node1', reach);
    await cell('node1', 'ip neigh flush all');
    await provider.save('filtered');
    await restore('filtered');
    await cell('node1', reach);
    await provider.remove('filtered');
  });

  it('gives other random numbers after each restore of the same checkpoint', async () => {
    const seen: string[] = [];
    for (let time = 0; time < 2; time++) {
      await restore('first');
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
    await restore('first');
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
    await restore('first');
    assert.equal(await cell('node2', 'cat /root/mark'), 'new');
    await restore('cut');
    assert.equal(await answers(target), false);
    await machines.rewind(() => provider.reset(() => undefined));
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
