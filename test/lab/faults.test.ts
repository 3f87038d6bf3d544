import assert from 'node:assert/strict';
import { execa } from 'execa';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { NODES } from '../../lib/src/provider/nodes.js';
import { agentSocket } from '../../lib/src/provider/qemu/machine.js';
import { QemuProvider } from '../../lib/src/provider/qemu/qemu.js';
import { machinesOf } from '../../lib/src/provider/qemu/start.js';
import { eachInTurn } from './in-turn.js';
import { LAB, bootstrap, netdive } from './netdive.js';

const atWork = fileURLToPath(new URL('at-work.mjs', import.meta.url));

describe('after a fault, up or reset gives clean machines, says what happened, and leaves no process', function () {
  this.timeout(180_000);
  const provider = new QemuProvider(LAB);
  const asleep = new QemuProvider(`${LAB}-asleep`);
  let fellAsleep = 0;
  let suspended: Mocha.Test;
  let steps: string[] = [];
  const progress = (step: string): void => void steps.push(step);
  const said = (pattern: RegExp): void => assert.match(steps.join('\n'), pattern);
  const file = (name: string): string => join(provider.folder, name);
  const guest = (...command: string[]) =>
    execa('ssh', ['-F', provider.sshConfig, ...command], { reject: false, stdin: 'ignore', timeout: 30_000 });
  const pids = async (of = provider): Promise<number[]> =>
    (await of.status()).nodes.flatMap((node) => ('pid' in node ? [node.pid!] : []));
  const mess = () => Promise.all(['node1', 'node2'].map((node) => guest(node, 'touch /root/mess; ip netns add mess')));

  /** What was made on both machines: nothing was put back on one and not on the other. */
  async function made(): Promise<string> {
    const [one, two] = await Promise.all(['node1', 'node2'].map((node) => guest(node, 'hostname; ls /root')));
    assert.match(one!.stdout, /^node1/, one!.stderr);
    assert.equal(two!.stdout, one!.stdout.replace('node1', 'node2'), two!.stderr);
    return one!.stdout.replace(/node1\s*/, '').replaceAll('\n', ' ');
  }

  /** Both machines answer, nothing of what was made is left on them, and no third process belongs to the lab. */
  async function isClean(): Promise<void> {
    assert.equal((await provider.status()).state, 'up');
    assert.equal(await made(), '');
    const running = machinesOf(provider.sockets).map(({ pid }) => pid);
    assert.deepEqual(running.sort(), (await pids()).sort());
  }

  /** A machine that has another day gets this one. */
  async function isTodayAgain(): Promise<void> {
    await guest('node1', 'date -s "-1 day"');
    assert.equal(await provider.up(progress), 'was up');
    const { stdout } = await guest('node1', 'date +%s');
    assert.ok(Math.abs(Number(stdout) - Date.now() / 1_000) < 5, stdout);
  }

  const fallAsleep = async (): Promise<void> => {
    await asleep.up(progress);
    await execa('ssh', ['-F', asleep.sshConfig, 'node1', 'touch /root/kept']);
    for (const pid of await pids(asleep)) process.kill(pid, 'SIGSTOP');
    fellAsleep = Date.now();
  };
  before(async () => {
    if (!suspended.isPending()) await fallAsleep();
  });
  beforeEach(async () => {
    await provider.up(progress);
    steps = [];
  });
  after(async () => {
    await provider.down();
    await asleep.down();
    assert.deepEqual([...machinesOf(provider.sockets), ...machinesOf(asleep.sockets)], []);
  });

  describe('machines', () => {
    it('one of them is killed', async () => {
      await mess();
      process.kill((await pids())[0]!, 'SIGKILL');
      assert.equal(await provider.up(progress), 'restored');
      await isClean();
      said(/restoring both machines/);
    });

    it('both of them are killed', async () => {
      await mess();
      for (const pid of await pids()) process.kill(pid, 'SIGKILL');
      await provider.reset(progress);
      await isClean();
    });

    it('both of them stand still', async () => {
      for (const pid of await pids()) process.kill(pid, 'SIGSTOP');
      assert.equal(await provider.up(progress), 'was up');
      await isClean();
      for (const pid of await pids()) process.kill(pid, 'SIGSTOP');
      await provider.reset(progress);
      await isClean();
    });

    it('have another day, as after a computer has slept', async () => {
      await isTodayAgain();
    });

    it('were asked half a question by a program that ended in the middle of it', async () => {
      for (const node of NODES) {
        const socket = createConnection(agentSocket(provider.sockets, node));
        socket.end('{"execute":"guest-sync","arguments":{');
        await once(socket, 'close');
      }
      await isTodayAgain();
      await isClean();
    });

    it('are asked for by four programs at once', async () => {
      await provider.down();
      const all = await Promise.all(['up', 'up', 'reset', 'up'].map((verb) => netdive(verb)));
      for (const { exitCode, stderr } of all) assert.equal(exitCode, 0, stderr);
      await isClean();
    });
  });

  describe('the program is killed', () => {
    const moments: [string, string[], [number, number], () => Promise<unknown>][] = [
      ['making a new lab', ['up'], [100, 5_000], () => provider.down().then(() => rmSync(file('lab.json')))],
      ['starting a lab', ['up'], [20, 1_000], () => provider.down()],
      ['a reset', ['reset'], [20, 500], mess],
      ['a save', ['save', 'killed'], [20, 800], mess],
      [
        'a restore',
        ['restore', 'marked'],
        [20, 400],
        async () => {
          await guest('node1', 'true');
          await mess();
          await provider.save('marked');
          await Promise.all(['node1', 'node2'].map((node) => guest(node, 'touch /root/more')));
        },
      ],
    ];
    for (const [what, call, [earliest, latest], prepare] of moments) {
      const moment = Math.round(earliest + Math.random() * (latest - earliest));
      it(`in the middle of ${what}, this time ${moment} ms in`, async () => {
        await prepare();
        const child = execa(process.execPath, [atWork, LAB, ...call], { reject: false });
        await new Promise((begun) => child.stdout.once('data', begun));
        await delay(moment); // that of the fault, another one each time
        child.kill('SIGKILL');
        await child;
        await provider.up(progress);
        assert.ok(['', 'mess', 'mess more'].includes(await made()));
        if ((await provider.checkpoints()).some(({ name }) => name === 'killed')) await provider.restore('killed');
        await provider.reset(progress);
        await isClean();
      });
    }
  });

  describe('a file is damaged', () => {
    const overwrite = (name: string, from: number, bytes: number): void => {
      const descriptor = openSync(file(name), 'r+');
      const at = Math.floor(statSync(file(name)).size * from);
      for (let done = 0; done < bytes; done += 65_536)
        writeSync(descriptor, Buffer.alloc(65_536, 0xa5), 0, 65_536, at + done);
      closeSync(descriptor);
    };
    const damages: [string, () => void, RegExp][] = [
      [
        'a disk’s header',
        () => overwrite('node1.qcow2', 0, 65_536),
        /snapshot cannot be used, making new machines: node1/,
      ],
      ['a snapshot', () => overwrite('node2.qcow2', 0.1, 60_000_000), /making new machines/],
      [
        'the lab’s state',
        () => writeFileSync(file('lab.json'), '{"set":'),
        /state cannot be read: making new machines/,
      ],
      ['the lab’s key', () => writeFileSync(file('id_ed25519'), 'no key'), /keys are not those .* making new machines/],
      [
        'what the machines are known by',
        () => rmSync(file('known_hosts')),
        /keys are not those .* making new machines/,
      ],
    ];
    for (const [what, damage, message] of damages) {
      it(what, async () => {
        await provider.down();
        damage();
        await provider.up(progress);
        await isClean();
        said(message);
      });
    }

    it('the lab’s state, while the machines run', async () => {
      await mess();
      writeFileSync(file('lab.json'), 'no state');
      await provider.reset(progress);
      await isClean();
      said(/state cannot be read/);
    });

    it('the file that tells how to reach the machines', async () => {
      writeFileSync(provider.sshConfig, 'Host *\n  Port 1\n');
      assert.equal(await provider.up(progress), 'was up');
      await isClean();
    });

    it('a snapshot that is still in use, found by a reset', async () => {
      await mess();
      overwrite('node1.qcow2', 0.1, 60_000_000);
      await provider.reset(progress);
      await isClean();
      said(/starting both machines anew|making new machines/);
    });
  });

  // The last, and in a group of their own: mocha runs what stands outside of groups first, and a minute is to pass meanwhile.
  describe('the computer', () => {
    it('has a full disk: a checkpoint is refused, what was kept before stays, and the machines go on', async function () {
      const home = join(provider.folder, 'full');
      mkdirSync(home, { recursive: true });
      const inside = [
        `mount -t tmpfs -o size=520m netdive '${home}'`,
        `export NETDIVE_HOME='${home}' NETDIVE_LAB=full`,
        `trap '"${process.execPath}" "${bootstrap}" down; umount "${home}"' EXIT`,
        `"${process.execPath}" "${bootstrap}" up && echo up`,
        `dd if=/dev/zero of='${home}/ballast' bs=1M 2> /dev/null; dd if=/dev/zero of='${home}/ballast' bs=1M count=$(( $(stat -c %s '${home}/ballast') / 1048576 - 40 )) 2> /dev/null`,
        `"${process.execPath}" '${atWork}' full save one || echo refused`,
        `"${process.execPath}" "${bootstrap}" ssh node2 hostname`,
        `"${process.execPath}" "${bootstrap}" reset && echo reset`,
      ].join('\n');
      const { stdout, stderr } = await execa('unshare', [process.getuid?.() === 0 ? '-m' : '-rm', 'sh', '-c', inside], {
        reject: false,
        stdin: 'ignore',
      });
      if (/unshare/.test(stderr) && !stdout.includes('up')) return this.skip();
      assert.match(stdout, /^up$[^]*^refused$[^]*^node2$[^]*^reset$/m, `${stdout}\n${stderr}`);
      assert.match(stderr, /The disk is full: .* MB left/);
      assert.doesNotMatch(stderr, /\n\s+at /);
      rmSync(home, { recursive: true });
    });

    suspended = it('was suspended for a minute', async () => {
      await delay(Math.max(0, 61_000 - (Date.now() - fellAsleep))); // the fault lasts that long; the other tests ran meanwhile
      for (const pid of await pids(asleep)) process.kill(pid, 'SIGCONT');
      assert.equal(await asleep.up(progress), 'was up');
      const { stdout } = await execa('ssh', ['-F', asleep.sshConfig, 'node1', 'ls /root; date +%s'], { reject: false });
      const [kept, time] = stdout.split('\n');
      assert.equal(kept, 'kept');
      assert.ok(Math.abs(Number(time) - Date.now() / 1_000) < 5, stdout);
      assert.match(readFileSync(join(asleep.folder, 'lab.json'), 'utf8'), /"nodes"/);
    });
  });

  eachInTurn(this, [
    'lib/src/provider/qemu',
    'lib/src/provider/lock.ts',
    'test/lab/faults.test.ts',
    'test/lab/at-work.mjs',
  ]);
});
