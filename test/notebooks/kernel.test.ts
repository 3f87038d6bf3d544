import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { code, writeNotebook } from './make-notebook.js';
import { Session } from './session.js';

const library = `
import { pending } from 'netdive/dist/kernel/pending.js';
import { show } from 'netdive/dist/kernel/display.js';
import { check } from 'netdive/dist/course/check.js';
import { onDispose } from 'netdive/dist/kernel/dispose.js';
const later = (ms, value) => new Promise(resolve => setTimeout(() => resolve(value), ms));
const nap = (ms: number, what = \`nap(\${ms})\`) => pending(what, () => later(ms, ms));
const fired: number[] = [];
const hang = () => pending('hang()', signal => new Promise((_, reject) => signal.addEventListener('abort', () => {
  fired.push(Date.now());
  reject(new Error('cancelled'));
})));
`;

describe('a cell in the real kernel', function () {
  this.timeout(60_000);
  let session: Session;

  before(async () => {
    session = await Session.start();
    const { status, stderr } = await session.run(library);
    assert.equal(status, 'ok', stderr);
  });

  after(() => session.close());

  it('has loaded the library before its first cell asks for it', async () => {
    const early = await Session.start();
    try {
      const { stdout } = await early.run(
        `console.log(Object.keys(require.cache).filter((file) => /lib.dist.index.js$/.test(file)).length)`,
      );
      assert.equal(stdout, '1\n');
    } finally {
      await early.close();
    }
  });

  it('keeps what a timer prints after the cell has ended', async () => {
    const first = await session.run(`setTimeout(() => console.log('late'), 150); console.log('early')`);
    const second = await session.run(`await nap(300); console.log('second')`);
    assert.equal(first.stdout, 'early\nlate\n');
    assert.equal(second.stdout, 'second\n');
  });

  it('names a call whose await was forgotten, with its line, and fails', async () => {
    const cell = await session.run('const a = 1;\nnap(40);\nconsole.log(a);');
    assert.equal(cell.status, 'error');
    assert.equal(
      cell.stderr,
      'nap(40) (line 2) was still running when the cell ended. Write `await` in front of it.\n',
    );
    assert.equal(cell.stdout, '1\n');
  });

  it('finds forgotten awaits in forEach, void and the losers of a race', async () => {
    const forEach = await session.run(`[20, 30].forEach(async (ms) => { await nap(ms); });`);
    assert.match(forEach.stderr, /^nap\(20\).* still running.*\nnap\(30\)/);
    const voided = await session.run(`void nap(21);`);
    assert.match(voided.stderr, /^nap\(21\) \(line 1\) was still running/);
    const race = await session.run(`await Promise.race([nap(10), nap(60)]);`);
    assert.equal(
      race.stderr.trim(),
      'nap(60) (line 1) was still running when the cell ended. Write `await` in front of it.',
    );
  });

  it('does not print a forgotten last value, and says why it failed', async () => {
    const cell = await session.run(`pending('node1.links()', async () => { throw new Error('no such machine'); })`);
    assert.equal(cell.stdout, '');
    assert.equal(cell.stderr.split('\n')[1], 'no such machine');
  });

  it('leaves a call alone that the library itself makes and does not await', async () => {
    const cell = await session.run(`await pending('outer()', async () => { void nap(30); return 1; })`);
    assert.equal(cell.status, 'ok', cell.stderr);
    assert.equal(cell.stdout, '1\n');
  });

  it('is interrupted at once: its commands hear the signal, and its later lines do nothing', async () => {
    await session.run(`fired.length = 0;`);
    const cell = await session.start(
      `await nap(1); console.log('on'); try { await hang(); } catch { console.log('caught'); }\nconsole.log('after');`,
    );
    await session.until(() => cell.stdout === 'on\n');
    const asked = Date.now();
    session.interrupt();
    assert.equal(await session.reply(cell), 'error');
    const [fired] = JSON.parse((await session.run(`console.log(JSON.stringify(fired))`)).stdout) as number[];
    assert.ok(fired !== undefined && fired - asked < 100, `the signal came after ${(fired ?? NaN) - asked} ms`);
    assert.equal(cell.stdout, 'on\n');
    assert.equal(cell.stderr, 'Interrupted.\n');
  });

  it('is interrupted while it waits for a forgotten call', async () => {
    const cell = await session.start(`hang();`);
    await session.until(() => cell.stderr.includes('still running'));
    session.interrupt();
    assert.equal(await session.reply(cell), 'error');
    assert.match(cell.stderr, /Interrupted\.\n$/);
  });

  it('is interrupted in an endless loop before its first await', async () => {
    const cell = await session.start(`console.log('on'); while (true) {}`);
    await session.until(() => cell.stdout === 'on\n');
    session.interrupt();
    assert.equal(await session.reply(cell), 'error');
    assert.equal(cell.stderr, 'Interrupted.\n');
  });

  it('does not spin when an interrupted cell retries forever', async () => {
    const cell = await session.start(
      `await nap(1); console.log('on'); while (true) { try { await hang(); } catch {} }`,
    );
    await session.until(() => cell.stdout === 'on\n');
    session.interrupt();
    await session.reply(cell);
    assert.equal((await session.run(`console.log('alive')`)).stdout, 'alive\n');
  });

  it('goes on after a red check, which carries its verdict', async () => {
    const cell = await session.run(`check('one is two', () => 1 === (2 as number), 'count again'); console.log('on')`);
    assert.equal(cell.status, 'ok', cell.stderr);
    assert.equal(cell.stdout, 'on\n');
    assert.deepEqual(cell.bundles[0]?.['application/vnd.netdive.verdict+json'], {
      kind: 'check',
      claim: 'one is two',
      holds: false,
      hint: 'count again',
    });
  });

  it('counts a claim once, and as broken when it was broken once', async () => {
    const cell = await session.run(`for (const n of [1, 2, 3]) check('n is not 2', () => n !== 2);`);
    const updates = cell.messages.filter(({ type }) => type === 'update_display_data');
    assert.equal(cell.bundles.length, 1);
    assert.equal(updates.length, 1);
    assert.match(String(updates[0]?.content.data?.['text/plain']), /^✘/);
  });

  it('refuses a promise where a claim should be, at compile time', async () => {
    const cell = await session.run(`check('it is up', async () => true);`);
    assert.equal(cell.status, 'error');
    assert.match(cell.stderr, /Type 'Promise<boolean>' is not assignable to type 'boolean'\. Is an `await` missing\?/);
  });

  it('refuses to show a promise, at compile time', async () => {
    const cell = await session.run(`show(nap(1));`);
    assert.match(cell.stderr, /^1:6 - Argument of type 'Promise<\w+>'.*Is an `await` missing\?\n$/s);
  });

  it('shows all forms of a view in one bundle, in the cell that asked', async () => {
    const cell = await session.run(`show({ text: 't', html: '<b>h</b>', svg: '<svg/>', vegaLite: { mark: 'bar' } });`);
    assert.deepEqual(cell.bundles, [
      {
        'text/plain': 't',
        'text/html': '<b>h</b>',
        'image/svg+xml': '<svg/>',
      },
    ]);
    const chart = await session.run(`show({ text: 't', svg: '<svg/>', vegaLite: { mark: 'bar' } });`);
    assert.deepEqual(chart.bundles[0]?.['application/vnd.vegalite.v5+json'], { mark: 'bar' });
    assert.equal(cell.stdout, '');
  });

  it('shows the last lines of a command while it runs, in one place, and takes them away', async () => {
    const cell = await session.run(`import { liveOutput } from 'netdive/dist/lab/live-output.js';
      const quick = liveOutput(), long = liveOutput();
      quick.onOutput('stdout', 'quick'); quick.done();
      for (let i = 1; i <= 30; i++) long.onOutput('stdout', i + '\\n');
      await nap(1300);
      long.onOutput('stderr', '50%\\r100%');
      await nap(900);
      long.done();`);
    assert.equal(cell.status, 'ok', cell.stderr);
    const shown = cell.messages.filter(({ type }) => type.endsWith('display_data'));
    const lines = (from: number, ...more: string[]): string =>
      [...Array.from({ length: 31 - from }, (_, index) => String(from + index)), ...more].join('\n');
    assert.deepEqual(
      shown.map(({ type, content }) => [type, content.data?.['text/plain']]),
      [
        ['display_data', lines(11)],
        ['update_display_data', lines(12, '100%')],
        ['update_display_data', ''],
      ],
    );
  });

  it('draws a last value that has a view', async () => {
    await session.run(`import { tagged } from 'netdive/dist/view/rows.js'; import { table } from 'netdive';
      const rows = tagged('link', [{ ifname: 'eth0', mtu: 1500 }]);`);
    for (const value of [
      'rows',
      'rows.filter((row) => row.mtu > 1000)',
      'table(rows)',
      `await pending('links()', async () => rows)`,
    ]) {
      const cell = await session.run(value);
      assert.equal(cell.stdout, '', value);
      assert.match(String(cell.bundles[0]?.['text/html']), /<table/, value);
    }
    assert.match((await session.run(`console.log('rows', rows.length)`)).stdout, /^rows 1/);
  });

  it('gives the hints of an exercise one by one', async () => {
    writeNotebook(join(session.folder, '01-a.ipynb'), [
      code('// here', undefined, [], { tags: ['exercise'], netdive: { exercise: 'a', hints: ['look at `ip link`'] } }),
    ]);
    const ask = async (name: string): Promise<string> => {
      const { bundles, stderr } = await session.run(`import { hint } from 'netdive'; await hint('${name}');`);
      return stderr || String(bundles[0]?.['text/plain']);
    };
    assert.equal(await ask('a'), 'Hint 1 of 1: look at `ip link`');
    assert.match(await ask('a'), /^There are no more hints/);
    assert.match(await ask('b'), /There is no exercise b\.\nline 1: .*\n +\^\nThe exercises: a\./);
  });

  it('prints short errors: no stack of ours, no rewritten positions', async () => {
    const mistake = await session.run(`const o: any = undefined;\nawait nap(1);\no.ttl`);
    assert.match(
      mistake.stderr,
      /^TypeError: Cannot read properties of undefined \(reading 'ttl'\)\nline 3: {2}o\.ttl\n {11}\^\nNothing was found .*\n$/,
    );
    const thrown = await session.run(
      `import { LabError } from 'netdive'; await nap(1); throw new LabError('no machine', 'start it');`,
    );
    assert.match(thrown.stderr, /^LabError: no machine\nline 1: {2}import .*\n +\^\nstart it\n$/);
    const awaitCall = await session.run('await (nap(1));');
    assert.match(awaitCall.stderr, /^The kernel took `await \(`/);
    const forAwait = await session.run('for await (const x of []) {}');
    assert.match(forAwait.stderr, /^The kernel sees `for await` only/);
  });

  it('points into the cell: below the message stands its line with an arrow, and then the way on', async () => {
    await session.run(`import { until, CommandError } from 'netdive';
      import { parseLinks } from 'netdive/dist/parse/link.js';
      import { runAsCell } from 'netdive/dist/kernel/cell.js';
      const run = (command: string) => pending('node1.$', async () => { throw new CommandError({ host: 'node1', netns: '',
        command, stdout: '', stderr: 'File exists', exitCode: 2, durationMs: 3, timedOut: false }, 'It is there.') });
      const links = () => pending('node1.links()', async () => parseLinks('[{"ifname": 3}]'));
      const during = <T>(action: () => T) => pending('lab.follow()', async () => runAsCell(action));
      function average(o: any): number {
        // far below
        return o.rtt.avg;
      }`);
    const cases: readonly (readonly [code: string, ...said: readonly RegExp[]])[] = [
      // What the compiler takes out (types, comments, empty lines) moves no line.
      [
        '// a comment\n\nconst o: any = {};\ninterface A { x: number }\nconst a: A = { x: 1 };\n  const y = a.x + o.b.ttl;',
        /^TypeError: .*\(reading 'ttl'\)\nline 6: {2}const y = a\.x \+ o\.b\.ttl;\n {29}\^\n/,
      ],
      [
        'const list: any[] = [1];\nawait nap(1);\nconst out = list\n  .map((n) => n + 1)\n  .map((n) => n.foo.bar);',
        /^TypeError.*\nline 5: {2}\.map\(\(n\) => n\.foo\.bar\);\n {27}\^\n/,
      ],
      [
        "const name = 'veth0';\nawait run(name);",
        /^CommandError: node1: .*\nFile exists\n.*\n.*\nline 2: {2}await run\(name\);\n {15}\^\nIt is there\.\n$/,
      ],
      [
        '\nconst rows = await links();',
        /^ParseError: What `ip -j link`.*\n.*\n.*\n.*\nline 2: {2}const rows = await links\(\);/,
      ],
      [
        'await until(() => nap(3),\n  (now: any) => now.x.y === 3);',
        /^TypeError.*\nline 2: {2}\(now: any\) => now\.x\.y.*\n {29}\^\nNothing/,
      ],
      [
        "await until(async () => { await nap(1);\n throw new Error('in it'); }, () => true);",
        /^Error: in it\nline 2: {2}throw new Error/,
      ],
      [
        "await during(() => {\n  throw new Error('no packet');\n});",
        /^Error: no packet\nline 2: {2}throw new Error.*\n {15}\^\n/,
      ],
      [
        'await nap(1);\naverage({});',
        /^TypeError.*\nin a cell run before, line 10: {2}return o\.rtt\.avg;\n +\^\nline 2: {2}average\(\{\}\);\n {9}\^\nNothing/,
      ],
      ["\nJSON.parse('{');", /^SyntaxError: .* in JSON at position 1.*\nline 2: {2}JSON\.parse/],
    ];
    for (const [code, ...said] of cases) {
      const { status, stderr } = await session.run(code);
      assert.equal(status, 'error', code);
      for (const words of said) assert.match(stderr, words, code);
      assert.doesNotMatch(stderr, /node_modules|lib.dist|netdive-cell|evalmachine|^ +at /m, code);
    }
  });

  it('does not print the cell when a promise is printed', async () => {
    const cell = await session.run(`console.log({ p: Promise.resolve(1), q: later(1, 2) }); await nap(2);`);
    assert.doesNotMatch(cell.stdout, /code|calls|signal/);
  });

  it('compiles what a cell imports from a file beside the notebook, and what that imports; a mistake there is told', async () => {
    writeFileSync(join(session.folder, 'ports.ts'), 'export const http: number = 80;\n');
    writeFileSync(join(session.folder, 'own.ts'), "import { http } from './ports';\nexport const next = http + 1;\n");
    writeFileSync(join(session.folder, 'wrong.ts'), 'export const port: number = "eighty";\n');
    const { stdout, stderr } = await session.run(`import { next } from './own';\nconsole.log(next);`);
    assert.equal(stdout, '81\n', stderr);
    const wrong = await session.run(`import { port } from './wrong';\nconsole.log(port);`);
    assert.match(wrong.stderr, /wrong\.ts.*'string' is not assignable to type 'number'/);
    const later = await session.run('console.log(next + 1);');
    assert.equal(later.stdout, '82\n', later.stderr);
  });

  it('runs on when files come and change beside the notebook, and finds a file that was not there before', async () => {
    writeFileSync(join(session.folder, 'there.ts'), 'export const there = 1;\n');
    const missing = await session.run(`import { there } from './there';\nimport { late } from './late';`);
    assert.match(missing.stderr, /Cannot find module '\.\/late'/);
    writeFileSync(join(session.folder, 'late.ts'), 'export const late = 2;\n');
    writeFileSync(join(session.folder, 'there.ts'), 'export const there = 3;\n');
    // The kernel hears of files that come with a second's delay.
    for (const end = performance.now() + 15_000; performance.now() < end;) {
      const { stdout } = await session.run(`import { late } from './late';\nconsole.log(late);`);
      if (stdout === '2\n') break;
    }
    const { stdout, stderr } = await session.run(`import { there } from './there';\nconsole.log(late + there);`);
    assert.equal(stdout, '5\n', stderr);
  });

  it('closes what the library keeps open when the kernel is shut down', async () => {
    const other = await Session.start(session.folder);
    try {
      await other.run(library);
      await other.run(`const open = setInterval(() => {}, 1000);
        onDispose(() => { clearInterval(open); require('fs').writeFileSync('closed', ''); });`);
      const asked = performance.now();
      await other.shutdown();
      assert.ok(performance.now() - asked < 2000, 'the kernel ended by itself, before it was killed');
      const { existsSync } = await import('node:fs');
      assert.ok(existsSync(`${session.folder}/closed`));
    } finally {
      await other.close();
    }
  });
});
