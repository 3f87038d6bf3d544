// Measures the same machines in QEMU and by Vagrant, both in this process's network; sends the rows to whoever has started it.
import { mkdirSync } from 'node:fs';
import { QemuProvider } from '../../lib/src/provider/qemu/qemu.js';
import { VagrantMachines } from '../../lib/src/provider/vagrant/machines.js';
import { VagrantProvider } from '../../lib/src/provider/vagrant/vagrant.js';
import type { Provider } from '../../lib/src/provider/provider.js';
import { Connection } from '../../lib/src/transport/connection.js';
import { readTargets } from '../../lib/src/transport/read-targets.js';
import { inTurn, median, row, timed, type Row } from './row.js';

const quiet = (): void => undefined;
const qemu = new QemuProvider('bench-qemu');
const byVagrant = new VagrantProvider('bench-vagrant');
const machines = new VagrantMachines(byVagrant.lab, byVagrant.folder);
mkdirSync(machines.dotfiles, { recursive: true });
const command = machines.vagrant([]).with(await machines.driver(quiet));
const vagrant = (...args: string[]): Promise<unknown> => command.run(args);

try {
  await qemu.prepare(quiet);
  await byVagrant.prepare(quiet);
  const [rows, fresh] = [await starting(), await timed(() => byVagrant.up(quiet))];
  console.error(`taking the machines over: ${Math.round(fresh)} ms`);
  process.send!([...rows, ...(await commands()), ...(await goingBack())]);
} finally {
  await qemu.down();
  await vagrant('destroy', '--force');
}
process.disconnect();

async function starting(): Promise<Row[]> {
  const booted = await timed(() => vagrant('up'));
  const warm: number[] = [];
  for (let time = 0; time < 3; time++) {
    await qemu.down();
    warm.push(await timed(() => qemu.up(quiet)));
  }
  return [row('up', 's', median(warm) / 1_000, booted / 1_000, 'vagrant up', { of: 'ratio', atMost: 0.1 })];
}

async function commands(): Promise<Row[]> {
  const [ours, theirs] = [await connected(qemu), await connected(byVagrant)];
  const on = (connection: Connection) => (): Promise<number> => timed(() => connection.run('true'));
  try {
    const [short, ssh] = await inTurn(5, on(ours), () => timed(() => vagrant('ssh', 'node1', '-c', 'true')));
    const [there, here] = await inTurn(30, on(theirs), on(ours));
    return [
      row('a command', 'ms', short, ssh, 'vagrant ssh -c', { of: 'ratio', atMost: 0.1 }),
      row('a command by Vagrant', 'ms', there, here, 'the same in QEMU', { of: 'ratio', atMost: 1.2 }),
    ];
  } finally {
    ours.disconnect();
    theirs.disconnect();
  }
}

async function goingBack(): Promise<Row[]> {
  const byItself = (): Promise<number> => timed(() => vagrant('snapshot', 'restore', 'clean'));
  const [reset, restore] = await inTurn(3, () => timed(() => qemu.reset(quiet)), byItself);
  const [ours, theirs] = await inTurn(3, () => timed(() => byVagrant.reset(quiet)), byItself);
  return [
    row('reset', 's', reset / 1_000, restore / 1_000, 'vagrant snapshot restore', { of: 'ratio', atMost: 0.5 }),
    row('reset by Vagrant', 's', ours / 1_000, theirs / 1_000, 'the same', { of: 'ratio', atMost: 1 }),
  ];
}

async function connected(provider: Provider): Promise<Connection> {
  const connection = new Connection((await readTargets(provider.sshConfig)).get('node1')!);
  await connection.run('true');
  return connection;
}
