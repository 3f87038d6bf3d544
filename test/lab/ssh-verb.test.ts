import assert from 'node:assert/strict';
import { QemuProvider } from '../../lib/src/provider/qemu/qemu.js';
import { LAB, netdive } from './netdive.js';
import { Terminal } from './terminal.js';

/** What a shell on node1 asks with. */
const PROMPT = /root@node1:~# /;

describe('netdive ssh', function () {
  this.timeout(180_000);
  const provider = new QemuProvider(LAB);
  const open: Terminal[] = [];
  const terminal = (line: string): Terminal => {
    const opened = new Terminal(line);
    open.push(opened);
    return opened;
  };

  beforeEach(() => provider.up(() => undefined));
  afterEach(() => open.splice(0).forEach((one) => one.close()));
  after(() => provider.down());

  it('says that the lab was rewound under it, connects again, and leaves the terminal as it was', async () => {
    const person = terminal('netdive ssh node1; echo "code $?"; stty -a');
    await person.sees(PROMPT);
    person.type('touch /root/mess; echo $((6 * 7)) made\n');
    await person.sees(/42 made/);
    await provider.reset(() => undefined);
    await person.sees(/\[netdive: the lab was rewound to clean; connecting again\]/);
    await person.sees(PROMPT);
    person.type('ls -A /root | grep mess; echo $((6 * 8)) left; exit 3\n');
    assert.doesNotMatch(await person.sees(/[^]*48 left/), /^mess/m);
    await person.sees(/code 3/);
    await person.sees(/isig icanon iexten echo /);
    assert.equal(await person.ended(), 0);
  });

  it('ends with a sentence when the lab is taken down, and when its machine dies', async () => {
    for (const end of ['down', 'kill'] as const) {
      await provider.up(() => undefined);
      const person = terminal('netdive ssh node1');
      await person.sees(PROMPT);
      const { nodes } = await provider.status();
      if (end === 'down') await provider.down();
      else process.kill(nodes[0]!.pid!, 'SIGKILL');
      await person.sees(/\[netdive: node1 has ended: .*Start the lab: npx netdive up\]/);
      assert.equal(await person.ended(), 255);
    }
  });

  it('does not run a command twice: it ends with 255 and a sentence', async () => {
    const person = terminal('netdive ssh node1 "echo ru""ns; sleep 1000"');
    await person.sees(/runs/);
    await provider.reset(() => undefined);
    await person.sees(/\[netdive: the lab was rewound to clean while this ran: what it did is gone\]/);
    assert.equal(await person.ended(), 255);
    assert.doesNotMatch(person.said, /runs/);
  });

  it('gives a command’s own 255 as it is', async () => {
    const { exitCode, stderr } = await netdive('ssh', 'node1', 'exit 255');
    assert.deepEqual([exitCode, stderr], [255, '']);
  });
});
