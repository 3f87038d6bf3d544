import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../../lib/src/lab/until.js';
import { QemuProvider } from '../../lib/src/provider/qemu/qemu.js';
import { checkout } from '../../lib/src/paths.js';
import { Connection } from '../../lib/src/transport/connection.js';
import { readTargets } from '../../lib/src/transport/read-targets.js';
import { makeFolder, removeFolder, Session } from './session.js';

const LAB = 'test';
const OPEN = `import { lab } from 'netdive'; const { node1, node2 } = await lab.open();`;

describe('two notebooks and one lab', function () {
  this.timeout(300_000);
  const provider = new QemuProvider(LAB);
  const sessions: Session[] = [];
  let folder: string;

  const notebook = async (name: string): Promise<Session> => {
    const session = await Session.start(folder, {
      NETDIVE_LAB: LAB,
      JPY_SESSION_NAME: join(checkout, 'notebooks', name),
    });
    sessions.push(session);
    return session;
  };
  const opened = async (session: Session): Promise<void> => {
    const { status, stderr } = await session.run(OPEN);
    assert.equal(status, 'ok', stderr);
  };

  /** Both machines are in the middle of the cell's command. */
  const begun = async (): Promise<void> => {
    for (const target of (await readTargets(provider.sshConfig)).values()) {
      const connection = new Connection(target);
      await connection.run('until [ -e /root/begun ]; do sleep 0.05; done');
      connection.disconnect();
    }
  };

  before(async () => {
    folder = makeFolder();
    await provider.up(() => undefined);
  });
  afterEach(async () => {
    for (const session of sessions.splice(0)) await session.close();
  });
  after(async () => {
    removeFolder(folder);
    await provider.down();
  });

  it('tell each other whose the lab is, by the notebooks’ names, and take it from each other', async () => {
    const [first, second] = [await notebook('first.ipynb'), await notebook('second.ipynb')];
    await opened(first);
    await opened(second);
    const refused = await first.run('await node1.$`hostname`');
    assert.equal(refused.status, 'error');
    assert.match(
      refused.stderr,
      /^LabError: The lab test was opened by notebooks\/second\.ipynb at \d\d:\d\d: .*\nline 1: [^\n]*\n +\^\nTo take it back/,
    );
    await opened(first);
    assert.equal((await first.run('await node1.$`hostname`')).status, 'ok');
    assert.match((await second.run('await node2.$`hostname`')).stderr, /opened by notebooks\/first\.ipynb/);
  });

  it('take it from one whose kernel was killed in the middle of a command, and nothing of that is left', async () => {
    const killed = await notebook('first.ipynb');
    await opened(killed);
    const cell = killed.send(
      `await Promise.all([node1, node2].map((node) => node.$\`touch /root/begun; sleep 4711\`));`,
    );
    const other = await notebook('second.ipynb');
    const { nodes } = await provider.status();
    const ports = nodes.map(({ sshPort }) => sshPort!);
    await begun();
    assert.deepEqual(
      cell.messages.filter(({ type }) => type === 'reply'),
      [],
    );
    process.kill(killed.pid, 'SIGKILL');
    await opened(other);
    const left = await other.run(
      'const { stdout } = await node2.try`pgrep -a sleep; ls /root`; console.log({ stdout })',
    );
    assert.equal(left.stdout, "{ stdout: '' }\n");
    await other.shutdown();
    // The kernel has answered that it ends; a moment later it has.
    const open = await until(
      () => Promise.resolve(connections(ports)),
      (count) => count === 0,
    );
    assert.equal(open, 0);
  });
});

/** How many TCP connections of this computer lead to its ports (/proc/net/tcp: state 1 is established). */
function connections(ports: readonly number[]): number {
  return readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , remote, state]) => state === '01' && ports.includes(parseInt(remote!.split(':')[1]!, 16))).length;
}
