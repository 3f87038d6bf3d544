import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheHome } from '../../lib/src/paths.js';
import { QemuProvider } from '../../lib/src/provider/qemu/qemu.js';
import { Connection } from '../../lib/src/transport/connection.js';
import { readTargets } from '../../lib/src/transport/read-targets.js';
import { median, row, timed, type Row } from './row.js';

const quiet = (): void => undefined;

/** How long the machines take to be there, and to be clean again. */
export async function machines(provider: QemuProvider): Promise<Row[]> {
  const cold = (await coldUp()) / 1_000;
  const warm: number[] = [];
  const reset: number[] = [];
  const restart: number[] = [];
  for (let i = 0; i < 5; i++) {
    await provider.down();
    const up = await timed(() => provider.up(quiet));
    warm.push(up / 1_000);
    restart.push((up + (await timed(() => firstCommands(provider)))) / 1_000);
    reset.push((await timed(() => provider.reset(quiet).then(() => firstCommands(provider)))) / 1_000);
  }
  return [
    row('warm up of both machines', 's', median(warm), cold, 'a cold boot', { of: 'ours', atMost: 4 }),
    row('reset to the first command on both', 's', median(reset), median(restart), 'down and up', {
      of: 'ours',
      atMost: 2,
    }),
  ];
}

async function firstCommands(provider: QemuProvider): Promise<void> {
  const connections = [...(await readTargets(provider.sshConfig)).values()].map((target) => new Connection(target));
  await Promise.all(connections.map((connection) => connection.run('true')));
  for (const connection of connections) connection.disconnect();
}

/** Up with the image there, and no machine ever booted: what the first start on a computer takes after the image's build. */
async function coldUp(): Promise<number> {
  const cache = mkdtempSync(join(tmpdir(), 'netdive-bench-'));
  const before = { cache: process.env.XDG_CACHE_HOME, home: process.env.NETDIVE_HOME };
  mkdirSync(join(cache, 'netdive'));
  symlinkSync(join(cacheHome(), 'images'), join(cache, 'netdive', 'images'));
  cpSync(join(cacheHome(), 'accelerator.json'), join(cache, 'netdive', 'accelerator.json'), { force: true });
  process.env.XDG_CACHE_HOME = cache;
  process.env.NETDIVE_HOME = join(cache, 'state');
  const lab = new QemuProvider('cold');
  try {
    return await timed(() => lab.up(quiet));
  } finally {
    await lab.down();
    restore('XDG_CACHE_HOME', before.cache);
    restore('NETDIVE_HOME', before.home);
    rmSync(cache, { recursive: true, force: true });
  }
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
