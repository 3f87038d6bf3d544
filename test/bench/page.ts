import type { QemuProvider } from '../../lib/src/provider/qemu/qemu.js';
import { Session } from '../notebooks/session.js';
import { median, row, type Row } from './row.js';

const KERNELS = 5;
const CELLS = 30;
const IMPORT = "import { lab, show, check, predict, outcome, hint, until, chart } from 'netdive';";
/** A cell of the course’s usual length: two commands, a fact of theirs, a check. */
const CELL = `const line = await node1.$\`true\`;
const link = await node1.link('eth0');
check('eth0 is there', () => link.ifname === 'eth0' && line.exitCode === 0);`;
const ROWS = '[{ ifname: "eth0", bytes: 10 }, { ifname: "eth1", bytes: 20 }]';

/** What the page takes beyond the machines’ work: a kernel’s first import, each later cell, the first drawings. */
export async function page(provider: QemuProvider): Promise<Row[]> {
  const env = { NETDIVE_LAB: provider.lab };
  const taken = new Map<string, number[]>();
  const take = (name: string, ...ms: number[]): unknown => taken.set(name, [...(taken.get(name) ?? []), ...ms]);
  for (let kernel = 0; kernel < KERNELS; kernel++) {
    const session = await Session.start(undefined, env);
    try {
      take('node', await timedCell(session, "import { createServer } from 'node:net';"));
      take('import', await timedCell(session, IMPORT));
      await timedCell(session, "const { node1 } = await lab.open('veth'); const facts = await lab.topology();");
      take('first topology', await timedCell(session, 'show(await lab.topology());'));
      take('second topology', await timedCell(session, 'show(await lab.topology());'));
      const draw = `show(await chart(${ROWS}, { mark: 'bar', x: 'ifname', y: 'bytes' }));`;
      take('first chart', await timedCell(session, draw));
      take('second chart', await timedCell(session, draw));
      if (kernel > 0) continue;
      for (let cell = 0; cell < CELLS; cell++) {
        take('cell', (await timedCell(session, CELL)) - (await commands(session)));
        take('empty', await timedCell(session, 'const nothing = 0;'));
      }
    } finally {
      await session.close();
    }
  }
  const of = (name: string): number => median(taken.get(name) ?? []);
  return [
    row('first import in a kernel', 'ms', of('import'), of('node'), 'import of node:net', { of: 'ours', atMost: 500 }),
    row('a cell beyond its commands', 'ms', of('cell'), of('empty'), 'an empty cell', { of: 'ours', atMost: 40 }),
    ...['topology', 'chart'].map((what) =>
      row(`first ${what}`, 'ms', of(`first ${what}`), of(`second ${what}`), 'the second', { of: 'ours', atMost: 500 }),
    ),
  ];
}

/** From sending a cell to its reply and the end of its output, in ms. */
async function timedCell(session: Session, code: string): Promise<number> {
  const started = performance.now();
  const { status, stderr } = await session.run(code);
  if (status !== 'ok') throw new Error(stderr);
  return performance.now() - started;
}

/** What the cell's commands take without a page: the same two calls, timed inside a cell. */
async function commands(session: Session): Promise<number> {
  const { stdout } = await session.run(`const began = performance.now();
await node1.$\`true\`; await node1.link('eth0');
console.log(performance.now() - began);`);
  return Number(stdout);
}
