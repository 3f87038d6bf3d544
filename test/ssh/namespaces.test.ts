import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { useMachine } from './machine.js';

describe('a shell in a network namespace', () => {
  const machine = useMachine();
  const names = ['nd-test-red', 'nd-test-blue'];
  const [red = '', blue = ''] = names;

  async function run(script: string, netns = ''): Promise<string> {
    const { stdout, stderr, exitCode } = await machine.node1.run(script, { netns });
    assert.equal(exitCode, 0, `${script}: ${stderr}`);
    return stdout;
  }
  /** The number that tells one namespace from another of the same name. */
  const identity = (netns = ''): Promise<string> => run('readlink /proc/$$/ns/net', netns);

  /** The kernel takes a namespace apart a moment after its last user left; sleeping here is the machine's. */
  const until = (script: string): Promise<string> =>
    run(`for i in {1..100}; do if ${script}; then exit 0; fi; sleep 0.02; done; exit 1`);
  const deviceIsGone = (): Promise<string> => until('! ip link show nd-test0 >/dev/null 2>&1');

  async function remove(): Promise<void> {
    await run(`for name in ${names.join(' ')}; do ip netns del $name 2>/dev/null; done; true`);
    await deviceIsGone();
  }

  beforeEach(async () => {
    await remove();
    await run(`ip netns add ${red}\nip netns add ${blue}\nip link add nd-test0 type veth peer name eth0 netns ${red}`);
  });

  afterEach(remove);

  it('sees its own devices, and says where it was', async () => {
    assert.match(await run('ip -br link', red), /^lo .*\neth0@/);
    assert.doesNotMatch(await run('ip -br link', blue), /eth0@/);
    assert.equal((await machine.node1.run(':', { netns: red })).netns, red);
  });

  it('does not keep alive a namespace that another shell deletes', async () => {
    await run('ip link set eth0 up', red);
    await run('true', blue);
    await run(`ip netns del ${red}`);
    await deviceIsGone();
    assert.equal(await run('cat /run/netdive/shell-* | wc -l'), '1');
  });

  it('does not keep alive a namespace that is deleted from another one', async () => {
    await run('true', red);
    await run(`ip netns del ${red}`, blue);
    await deviceIsGone();
  });

  it('does not keep alive the namespace it deletes itself', async () => {
    await run(`ip netns del ${red}`, red);
    await deviceIsGone();
  });

  it('does not keep alive a namespace that was deleted while it was busy', async () => {
    const go = '/tmp/nd-test-busy';
    const busy = run(`touch ${go}; while [[ -e ${go} ]]; do sleep 0.01; done`, red);
    await until(`[[ -e ${go} ]]`);
    await run(`ip netns del ${red}`);
    await run(`ip link show nd-test0; rm ${go}`);
    await busy;
    await deviceIsGone();
  });

  it('is in the new one when a namespace was made again by the same name', async () => {
    const before = await identity(red);
    await run(`ip netns del ${red}; ip netns add ${red}; ip link show nd-test0 >/dev/null 2>&1; true`);
    assert.notEqual(await identity(red), before);
    assert.doesNotMatch(await run('ip -br link', red), /eth0@/);
    await deviceIsGone();
  });

  it('is another one for the machine itself', async () => {
    assert.notEqual(await identity(red), await identity());
  });

  it('of a name that is not there fails as `ip netns exec` does in a terminal', async () => {
    const result = await machine.node1.run('ip link', { netns: 'nd-test-none' });
    assert.equal(result.stderr, 'Cannot open network namespace "nd-test-none": No such file or directory');
    assert.ok(result.exitCode > 0);
    assert.equal(result.timedOut, false);
  });

  it('is given up for one in another namespace when too many are open', async () => {
    const many = Array.from({ length: 12 }, (_, index) => `nd-test-many${index}`);
    try {
      await run(many.map((name) => `ip netns add ${name}`).join('\n'));
      const identities = await Promise.all(many.map(identity));
      assert.equal(new Set(identities).size, many.length);
      assert.ok(Number(await run('cat /run/netdive/shell-* | wc -l')) <= 8);
    } finally {
      await run(many.map((name) => `ip netns del ${name}`).join('; '));
    }
  });

  it('is gone with the process that waits in it when the deleting command is', async () => {
    const shell = await run('echo $$', red);
    const children = `/proc/${shell}/task/${shell}/children`;
    const child = await run(
      `child=; until [[ $child ]]; do sleep 0.01; read -r child < ${children}; done; echo $child`,
    );
    await run(`ip netns del ${red}`);
    assert.ok(!existsSync(`/proc/${shell}/ns/net`) && !existsSync(`/proc/${child.trim()}/ns/net`));
  });

  it('runs each command once that is given while its namespace is made again', async () => {
    const file = '/tmp/nd-test-once';
    for (let count = 0; count < 20; count++) {
      await run('true', red);
      await Promise.all([
        run(`ip netns del ${red}; ip netns add ${red}`),
        machine.node1.run(`echo >>${file}`, { netns: red }),
      ]);
      await run(`[[ ! -e ${file} || $(wc -l <${file}) == 1 ]]\nrm -f ${file}`);
    }
  });

  it('that was killed leaves nothing that could hit another process', async () => {
    await run('true', red);
    await run('set -- /run/netdive/shell-*; kill -9 ${1##*-}');
    await run(`ip netns del ${red}`);
    await until('! ls /run/netdive/shell-* >/dev/null 2>&1');
    await deviceIsGone();
  });
});
