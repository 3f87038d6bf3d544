import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { useMachine } from './machine.js';

const MIB = 2 ** 20;

describe('much output', () => {
  const machine = useMachine();
  const flood = (bytes: number): string => `head -c ${bytes} /dev/zero | tr '\\0' x`;

  it('keeps its beginning and its end, and says how much is left out', async () => {
    const { stdout, stderr, omitted } = await machine.node1.run(`echo first; ${flood(20 * MIB)}; echo; echo last`);
    assert.ok(stdout.startsWith('first\nxxx') && stdout.endsWith('xxx\nlast'));
    assert.ok(stdout.length > 7 * MIB && stdout.length < 9 * MIB, `${stdout.length}`);
    const [line = '', said = ''] = /\n\[\.\.\. ([\d,]+) bytes left out \.\.\.\]\n/.exec(stdout) ?? [];
    const all = 'first\n'.length + 20 * MIB + '\nlast'.length;
    assert.equal(stdout.length - line.length + Number(said.replaceAll(',', '')), all);
    assert.deepEqual([stderr, omitted], ['', { stdout: Number(said.replaceAll(',', '')), stderr: 0 }]);
  });

  it('is given on to who listens to all of it', async () => {
    let bytes = 0;
    await machine.node1.run(flood(20 * MIB), { onOutput: (_, text) => void (bytes += text.length) });
    assert.equal(bytes, 20 * MIB);
  });

  it('is written no faster than it is read', async () => {
    const file = '/tmp/nd-test-written';
    const size = 12 * MIB;
    let read = 0;
    let go = (): void => undefined;
    const gate = new Promise<void>((resolve) => (go = resolve));
    const running = machine.node1.run(`${flood(size)} | tee ${file}; rm ${file}`, {
      onOutput: (_, text) => {
        read += text.length;
        return gate;
      },
    });
    // What is written stops growing: nobody reads.
    const written = `before=-1; until now=$(stat -c %s ${file} 2>/dev/null) && (( now > 0 && now == before )); do before=$now; sleep 0.2; done; echo $now`;
    const now = Number((await machine.node1.run(written)).stdout);
    assert.ok(now < 6 * MIB && read < 4 * MIB, `${now} written, ${read} read`);
    go();
    await running;
    assert.equal(read, size);
  });

  /** By how much a process's memory is larger at its height when it runs a script, in MiB. */
  async function growth(script: string, keep: boolean): Promise<number> {
    const program = `
      import { Connection } from ${JSON.stringify(new URL('../../lib/src/transport/connection.ts', import.meta.url).href)};
      const node1 = new Connection(JSON.parse(process.env.TARGET));
      await node1.run('true');
      const before = process.resourceUsage().maxRSS;
      const kept = [];
      await node1.run(process.env.SCRIPT, process.env.KEEP ? { onOutput: (_, text) => void kept.push(text) } : {});
      console.log((process.resourceUsage().maxRSS - before) / 1024);`;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '-e', program],
      {
        env: {
          ...process.env,
          TARGET: JSON.stringify(machine.sshd.target),
          SCRIPT: script,
          ...(keep ? { KEEP: '1' } : {}),
        },
      },
    );
    return Number(stdout);
  }

  it('of 100 MB is held in bounded memory', async function () {
    this.timeout(60_000);
    const kept = await growth(flood(100 * MIB), true);
    assert.ok(kept > 120, `Keeping all of it took only ${kept} MiB: this test cannot fail.`);
    const bounded = await growth(flood(100 * MIB), false);
    assert.ok(bounded < 80, `${bounded} MiB`);
  });
});
