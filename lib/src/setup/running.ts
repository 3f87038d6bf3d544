import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findLeftJupyters } from '../course/jupyter-leftovers.js';
import { stateHome } from '../paths.js';
import { findProvider } from '../provider/find.js';
import type { LabStatus } from '../provider/provider.js';
import { findLeftovers, type Leftover } from '../provider/qemu/leftovers.js';
import { note, ok, type Found, type Prerequisite } from './prerequisite.js';
import { venv } from './python.js';

/** What belongs to no living lab, of this user's labs and of this checkout's JupyterLab. It changes nothing. */
export const allLeftovers = (): Leftover[] => [...findLeftovers(), ...findLeftJupyters(venv)];

/** What runs, and what a dead lab or an interrupted build left behind. */
export const running: readonly Prerequisite[] = [
  { what: 'Labs', for: 'running', probe: labs },
  left('machine', 'Machines of no lab'),
  left('sockets', 'Sockets of no lab'),
  left('build', 'Half-made images'),
  left('jupyter', 'JupyterLab of no netdive'),
];

function left(kind: Leftover['kind'], what: string): Prerequisite {
  return {
    what,
    for: 'running',
    probe: () => {
      const found = allLeftovers().filter((leftover) => leftover.kind === kind);
      return found.length === 0
        ? ok('There are none.')
        : note(`Left over: ${found.map((leftover) => leftover.what).join('; ')}.`, 'npx netdive down --leftovers');
    },
  };
}

/** The labs of this checkout, or of NETDIVE_HOME. */
async function labs(): Promise<Found> {
  const all = await Promise.all(labNames().map((lab) => findProvider(lab).status()));
  if (all.length === 0) return ok('There is no lab yet.');
  const text = all.map(inWords).join(' ');
  const broken = all.filter(({ state }) => state === 'broken');
  return broken.length === 0
    ? ok(text)
    : note(text, broken.map(({ lab }) => `npx netdive reset --lab ${lab}`).join('; '));
}

function labNames(): string[] {
  try {
    return readdirSync(stateHome()).filter((name) => existsSync(join(stateHome(), name, 'lab.json')));
  } catch {
    return [];
  }
}

function inWords({ lab, state, nodes }: LabStatus): string {
  if (state === 'broken') {
    const down = nodes.filter((node) => !node.running).map((node) => `${node.name} has ended`);
    const panicked = nodes.flatMap(({ name, panic }) => (panic === undefined ? [] : [`${name}’s kernel panicked`]));
    const why = [...down, ...panicked];
    return `${lab} is broken: ${why.length > 0 ? why.join(', ') : 'a restore was broken off'}.`;
  }
  return `${lab} is ${state}.`;
}
