import { LabError } from '../../errors.js';
import type { Connection } from '../../transport/connection.js';
import { terminate } from '../../transport/terminate.js';
import type { Progress } from '../../progress.js';
import { changesSince, isGone, isNew, type Change, type Ground, type Part } from './part.js';
import { PARTS } from './parts/parts.js';
import { whoseProcesses, type Started } from './processes.js';
import { readState, type State } from './state.js';

/** Some of what is put back comes to light only when something else has gone, such as a card that was in a namespace. */
const MOST_PASSES = 4;

type Changed = readonly (readonly [part: Part, changes: readonly Change[]])[];

/**
 * Puts a machine back to its baseline as far as that can be done, and reads it again until nothing more is to be done.
 * Each pass starts from what is there now, so that one that was killed is gone on with by the next.
 * @returns what is still not as it was, a sentence each
 */
export async function undo(
  connection: Connection,
  baseline: State,
  progress: Progress,
  signal?: AbortSignal,
): Promise<string[]> {
  const { host } = connection.target;
  const ground: Ground = {
    links: new Set(baseline.parts.get('interface')?.keys()),
    management: new Set(baseline.management),
  };
  let tried = '';
  let since = baseline.uptime;
  for (let pass = 1; ; pass++) {
    progress(`${pass === 1 ? 'comparing' : 'looking again at'} ${host}`);
    const { state: now, processes } = await readState(connection, baseline.clock, signal);
    if (now.programs !== baseline.programs) throw otherWords(host);
    if (now.boot !== baseline.boot) since = 0;
    const changed = compare(baseline, now, ground);
    const made = (changed.find(([part]) => part.what === 'namespace')?.[1] ?? []).filter(isNew).map(({ key }) => key);
    const { ours, unsure } = whoseProcesses(processes, since, made);
    const commands = changed.flatMap(([part, changes]) => part.undo(changes, ground));
    const toDo = [...ours.map(({ pid }) => `kill ${pid}`), ...commands].join('\n');
    if (toDo === '' || toDo === tried || pass > MOST_PASSES) return sentences(host, changed, ours, unsure, ground);
    tried = toDo;
    progress(`putting ${host} back`);
    if (ours.length > 0) await end(connection, ours, signal);
    if (commands.length > 0) await runAll(connection, commands, signal);
  }
}

const otherWords = (host: string): LabError =>
  new LabError(
    `${host} has another ip or nft than when the lab was started, which may say the same in other words.`,
    `Take a new baseline: reboot ${host}, then npx netdive down, and up as the first time.`,
  );

function compare(baseline: State, now: State, ground: Ground): Changed {
  return PARTS.map((part): Changed[number] => {
    const changes = changesSince(baseline.parts.get(part.what) ?? new Map(), now.parts.get(part.what) ?? new Map());
    return [part, changes.filter((change) => !part.follows?.(change, ground))];
  }).filter(([, changes]) => changes.length > 0);
}

async function end(connection: Connection, processes: readonly Started[], signal?: AbortSignal): Promise<void> {
  await terminate(
    processes.map(({ pid }) => ({ pid })),
    async (script) => (await connection.run(script, signal && { signal })).stdout,
  );
}

/** All of them, whatever becomes of each: the next reading tells. */
async function runAll(connection: Connection, commands: readonly string[], signal?: AbortSignal): Promise<void> {
  const script = `{ ${commands.join('; ')}; } > /dev/null 2>&1; :`;
  await connection.run(script, { timeoutMs: 300_000, ...(signal && { signal }) });
}

function sentences(
  host: string,
  changed: Changed,
  ours: readonly Started[],
  unsure: readonly Started[],
  ground: Ground,
): string[] {
  const running = (those: readonly Started[]): string => those.map(({ pid, name }) => `${pid} (${name})`).join(', ');
  const told = [
    ...(ours.length > 0 ? [`${running(ours)} could not be ended.`] : []),
    ...(unsure.length > 0
      ? [
          `somebody who is logged out left ${running(unsure)} running. If it is yours: kill ${unsure.map(({ pid }) => pid).join(' ')}`,
        ]
      : []),
    ...changed.flatMap(
      ([part, changes]) => part.tell?.(changes) ?? changes.map((change) => tell(part, change, ground)),
    ),
  ];
  return told.map((sentence) => `${host}: ${sentence}`);
}

function tell({ what }: Part, change: Change, { management }: Ground): string {
  const how = isNew(change)
    ? 'is new, and still there'
    : isGone(change)
      ? 'is gone, and could not be made again'
      : `is not as it was before (${change.before})`;
  const kept = [...management].find((name) => change.key.split(' ').includes(name));
  const why = kept === undefined ? '' : ` It is left alone, because SSH needs ${kept}.`;
  return `the ${what} ${change.key} ${how}.${why}`;
}
