import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { RunOptions } from '../../lib/src/transport/connection.js';
import type { Result } from '../../lib/src/transport/result.js';
import { useMachine } from './machine.js';

describe('a command on a machine', () => {
  const machine = useMachine();
  const run = (script: string, options?: RunOptions): Promise<Result> => machine.node1.run(script, options);
  /** Runs it, and sees that the next command is not disturbed. */
  async function alone(script: string): Promise<Result> {
    const result = await run(script);
    const next = await run('echo out; echo err >&2');
    assert.deepEqual([next.stdout, next.stderr, next.exitCode], ['out', 'err', 0], `after ${script.slice(0, 100)}`);
    return result;
  }
  async function says(script: string, stdout: string, exitCode = 0): Promise<void> {
    const result = await alone(script);
    assert.deepEqual([result.stdout, result.stderr, result.exitCode], [stdout, '', exitCode], script.slice(0, 100));
  }

  it('gives what it said and how it ended', async () => {
    const { durationMs, ...rest } = await run('echo out; echo err >&2; exit 3');
    assert.ok(durationMs > 0);
    assert.deepEqual(rest, {
      host: 'node1',
      netns: '',
      command: 'echo out; echo err >&2; exit 3',
      stdout: 'out',
      stderr: 'err',
      exitCode: 3,
      timedOut: false,
    });
  });

  it('loses the end of the last line, and no other', async () => {
    await says('printf x', 'x');
    await says(String.raw`printf 'x\n\n'`, 'x\n');
    await says(':', '');
    await says('', '');
  });

  it('may print any bytes', async () => {
    await says(String.raw`printf 'a\0b\001\177\n'`, 'a\0b\u0001\u007f');
    await says(String.raw`printf '\xff\xc3'`, '\uFFFD\uFFFD');
    const binary = await alone('head -c 300000 /dev/urandom; head -c 300000 /dev/urandom >&2');
    assert.ok(binary.stdout.length > 100_000 && binary.stderr.length > 100_000);
  });

  it('may print megabytes of characters of several bytes', async () => {
    const { stdout } = await alone("for i in {1..200000}; do echo 'é€😀 line'; done");
    assert.equal(stdout, Array(200_000).fill('é€😀 line').join('\n'));
  });

  it('cannot know what marks its end, whatever it prints of the shell that runs it', async () => {
    const spies = ['set', 'env', 'declare -f', 'declare -p', 'trap -p', 'history', 'jobs', 'cat /proc/$PPID/cmdline'];
    const files = [
      'cat /proc/$$/cmdline',
      'cat /proc/$$/environ',
      'cat /proc/self/environ',
      'cat /proc/$BASHPID/cmdline',
    ];
    for (const script of [...spies, ...files, 'ls -l /proc/$$/fd /proc/self/fd', 'echo "$BASH_EXECUTION_STRING"']) {
      assert.equal((await alone(script)).exitCode, 0, script);
    }
  });

  it('may print what looks like an end', async () => {
    await says('echo 00112233445566778899aabbccddeeff 0 0 0', '00112233445566778899aabbccddeeff 0 0 0');
    await says('for i in {1..9}; do echo "$nd_nonce 0 0 0"; done', Array(9).fill(' 0 0 0').join('\n'));
  });

  it('may be long, and hold every character', async () => {
    const long = 'é€😀\u0001\u007f\\ \'"$`*'.repeat(12_000);
    await says(`cat <<'END'\n${long}\nEND`, long);
    await assert.rejects(run('echo a\0b'), TypeError);
  });

  it('counts in characters, whatever the machine speaks', async () => {
    await says('x=é€; echo ${#x} $LC_ALL', '2 C.UTF-8');
    await says('LC_ALL=C; x=é€; echo ${#x}', '5');
    await says('export LC_ALL=C; LANG=xx; echo é', 'é');
  });

  it('leaves nothing behind for the next', async () => {
    await alone(
      'cd /tmp; x=1; export y=2; f() { :; }; alias ls=false; set -u; shopt -s nullglob; umask 077; trap : TERM',
    );
    await says('echo "$x$y"; pwd | grep -c tmp; type -t f; umask', '\n0\n0022');
  });

  it('may redefine what the loop uses', async () => {
    await alone(
      'echo() { :; }; read() { :; }; kill() { :; }; wait() { :; }; eval() { :; }; export -f echo read kill wait eval',
    );
    await alone('enable -n echo read kill wait; unset -f nd_held nd_sweep; nd_head=x; unset PATH');
  });

  it('may trace itself', async () => {
    const { stderr } = await alone('set -x; : é');
    assert.match(stderr, /^\+* : /);
  });

  it('may end in every way', async () => {
    await says('exec true', '');
    await says('exec sh -c "exit 7"', '', 7);
    await says('exec 1>&- 2>&-; exit 4', '', 4);
    await says('exec 0<&- 1>/dev/null 2>/dev/null 3>&1 4>&1 5>&1 6>&1; exit 5', '', 5);
    await says('trap "echo bye; exit 9" EXIT; exit 1', 'bye', 9);
    await says('kill -9 $BASHPID', '', 137);
    await says('kill -TERM $BASHPID', '', 143);
    await says('kill -INT $BASHPID', '', 130);
    await says('kill -HUP 0', '', 129);
    await says('sleep 99 | sh -c "kill -PIPE 0"', '', 141);
    await says("trap '' TERM INT HUP PIPE USR1; kill -USR1 $BASHPID; kill $BASHPID; echo on", 'on');
    assert.equal((await alone('if then')).exitCode, 2);
    assert.equal((await alone('return 3')).exitCode, 2);
    assert.equal((await alone('break; continue; exit 6')).exitCode, 6);
  });

  it('may end the shell that runs it', async () => {
    await says('echo a; kill -9 $$', 'a', 137);
    await says('echo a; kill $$; sleep 0.01; exit 8', 'a', 143);
    await assert.rejects(run('kill -9 $$'), { name: 'LabError', message: /not known whether it ran/ });
  });

  it('may stop itself, and is reported', async () => {
    const result = await alone('echo pid $BASHPID; kill -STOP $BASHPID; echo woken');
    assert.equal(result.exitCode, 147);
    await run(`kill -9 ${result.stdout.slice(4)}`);
  });

  it('has no input, and no descriptor of the loop', async () => {
    await says('cat; wc -c; read -r x; echo $?', '0\n1');
    const open = 'for fd in {3..255}; do [[ -e /proc/$1/fd/$fd ]] && echo $fd; done; true';
    await says(`set -- $BASHPID; ${open}`, '');
    await says(`bash -c 'set -- $$; ${open}'`, '');
  });

  it('has a process group of its own, and no messages about jobs', async () => {
    await says('me=$BASHPID; [[ $(ps -o pgid= $me) -eq $me ]]; echo $?; sleep 0 & wait; sleep 0 & wait $!', '0');
  });

  it('behaves on one line as in a terminal', async () => {
    await says('false; echo on; false | true', 'on');
    const { stderr, exitCode, failedLine } = await run('nosuch');
    assert.deepEqual([stderr, exitCode, failedLine], ['bash: line 1: nosuch: command not found', 127, undefined]);
  });

  it('stops at the first of several lines that fails, and the line is known', async () => {
    const at = async (script: string): Promise<unknown[]> => {
      const { stdout, exitCode, failedLine } = await alone(script);
      return [stdout, exitCode, failedLine];
    };
    assert.deepEqual(await at('echo a\nfalse\necho b'), ['a', 1, 2]);
    assert.deepEqual(await at('\n\n  echo a\n  ls /nonesuch\necho b\n'), ['a', 2, 4]);
    assert.deepEqual(await at('if false; then\n:\nfi\nfalse || echo a\n! true\n(exit 4)\necho b'), ['a', 4, 6]);
    assert.deepEqual(await at('f() {\n  false\n  echo b\n}\nf'), ['', 1, 2]);
    assert.deepEqual(await at('true\nx=$(exit 5)\necho b'), ['', 5, 2]);
    assert.deepEqual(await at('true\n(exit 6)\necho b'), ['', 6, 2]);
    assert.deepEqual(await at('x=$(false; true)\nexit 3'), ['', 3, undefined]);
    assert.deepEqual(await at('true\n(false) & wait'), ['', 0, undefined]);
    assert.deepEqual(await at('false | true\necho b'), ['b', 0, undefined]);
    assert.deepEqual(await at('echo a\nexit 3'), ['a', 3, undefined]);
    assert.deepEqual(await at('cat <<END\na\nEND\nfalse \\\n  again\necho b'), ['a', 1, 4]);
    assert.deepEqual(await at('set +e\nfor i in {1..20000}; do false; done\necho b'), ['b', 0, undefined]);
    assert.deepEqual(await at('set -x\ntrap - ERR\nfalse'), ['', 1, undefined]);
    assert.equal((await alone('true\nset -x\nfalse')).stderr.includes('LINENO'), false);
  });

  it('gives its output while it runs', async () => {
    const pieces: string[] = [];
    const seen = new Promise<void>((resolve) => {
      const running = run(
        'echo first; until [[ -e /tmp/nd-test-go ]]; do sleep 0.01; done; rm /tmp/nd-test-go; echo second >&2',
        {
          onOutput: (stream, text) => {
            pieces.push(`${stream} ${text}`);
            if (pieces.length === 1) void run('touch /tmp/nd-test-go');
          },
        },
      );
      void running.then(() => resolve());
    });
    await seen;
    assert.deepEqual(pieces, ['stdout first\n', 'stderr second\n']);
  });

  it('may hide what it leaves running, also the second time', async () => {
    const [file, script] = ['/tmp/nd-test-left', '/tmp/nd-test-left.sh'];
    const noise = `until [[ -e ${file} ]]; do echo noise; echo noise >&2; sleep 0.01; done`;
    const away = `setsid bash -c '${noise}' &`;
    await run(`cat > ${script} <<'END'\n${away}\nEND\nrm -f ${file}`);
    // Something harmless first: what a shell has looked at once is not looked at again.
    await run(`bash -c 'setsid sleep 20 > /dev/null 2>&1 &'; pgrep -nfx 'sleep 20'`);
    for (let count = 0; count < 3; count++) {
      await run(`bash ${script}`);
      for (let count = 0; count < 20; count++) await says('echo quiet', 'quiet');
    }
    await run(`touch ${file}; while pgrep -f ${file} -A; do sleep 0.02; done; rm ${file} ${script}`);
    await run(`pkill -fx 'sleep 20'; true`);
  });

  it('may leave something running, which goes on writing and disturbs nobody', async () => {
    const file = '/tmp/nd-test-left';
    const left = [
      `(until [[ -e ${file} ]]; do echo noise; echo noise >&2; sleep 0.01; done; echo ok >${file}) &`,
      `timeout 20 bash -c 'until [[ -e ${file} ]]; do echo noise; sleep 0.01; done; echo ok >${file}' &`,
      `setsid bash -c 'until [[ -e ${file} ]]; do echo noise; sleep 0.01; done; echo ok >${file}' &`,
    ];
    for (const script of left) {
      await run(`rm -f ${file}`);
      assert.equal((await run(script)).exitCode, 0);
      for (let count = 0; count < 20; count++) await says('echo quiet', 'quiet');
      await says(`touch ${file}; until [[ -s ${file} ]]; do sleep 0.01; done; cat ${file}; rm ${file}`, 'ok');
    }
  });

  describe('is waited for by a process of its own', () => {
    /** The shell that ran a command last, and the process in it that waits for the next. */
    async function waiting(): Promise<{ shell: number; child: number }> {
      const shell = Number((await run('echo $$')).stdout);
      for (;;) {
        const child = Number(readFileSync(`/proc/${shell}/task/${shell}/children`, 'utf8'));
        if (child > 0) return { shell, child };
        await delay(5);
      }
    }
    const isThere = (pid: number): boolean => existsSync(`/proc/${pid}/fd/0`);

    it('that runs it', async () => {
      const { child } = await waiting();
      await says('echo $BASHPID', String(child));
    });

    it('that ends with its shell when the connection does', async () => {
      const { shell, child } = await waiting();
      machine.node1.disconnect();
      while (isThere(shell) || isThere(child)) await delay(10);
    });

    it('that ends when its shell is killed', async () => {
      const { shell, child } = await waiting();
      process.kill(shell, 'SIGKILL');
      while (isThere(shell) || isThere(child)) await delay(10);
      // Of a command given before the client has heard of the shell's end nobody knows whether it began.
      await machine.node1.run('true').then(
        ({ exitCode }) => assert.equal(exitCode, 0),
        (error: Error) => assert.match(error.message, /^The shell on node1 .* not known whether it ran\.\n/),
      );
      await says('echo on', 'on');
    });

    for (const signal of ['SIGKILL', 'SIGSTOP', 'SIGTERM'] as const) {
      it(`and is run by another when that one gets ${signal}`, async () => {
        const { shell, child } = await waiting();
        process.kill(child, signal);
        await says('echo on', 'on');
        while (isThere(shell) || isThere(child)) await delay(10);
        await says('echo on', 'on');
      });
    }

    it('that may get the signal by which shells are told to leave, which ends it or not', async () => {
      for (let count = 0; count < 10; count++) {
        process.kill((await waiting()).child, 'SIGUSR1');
        await says('echo on', 'on');
      }
    });

    it('whose shell may be signalled', async () => {
      const { shell } = await waiting();
      process.kill(shell, 'SIGUSR1');
      // A shell that sleeps has handled it: `kill` has made it run. In the moment of a command's end bash loses its exit code.
      const handled = 'until grep -q "^State:.S" /proc/$$/status; do :; done';
      await says(`kill -USR1 $$; ${handled}; kill -USR1 $$; ${handled}; echo $$`, String(shell));
    });
  });
});
