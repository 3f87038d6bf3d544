import { bond } from './mistakes/bond.js';
import { calico } from './mistakes/calico.js';
import { cni } from './mistakes/cni.js';
import { containers } from './mistakes/containers.js';
import { ebpf } from './mistakes/ebpf.js';
import { flannel } from './mistakes/flannel.js';
import { ipvs } from './mistakes/ipvs.js';
import { madeTwice } from './mistakes/made-twice.js';
import type { KnownMistake } from './mistakes/mistake.js';
import { netkit } from './mistakes/netkit.js';
import { noWay } from './mistakes/no-way.js';
import { notLikeThis } from './mistakes/not-like-this.js';
import { notThere } from './mistakes/not-there.js';
import { routing } from './mistakes/routing.js';
import { overlay } from './mistakes/overlay.js';
import { tun } from './mistakes/tun.js';
import { vlan } from './mistakes/vlan.js';
import { vxlan } from './mistakes/vxlan.js';

/** A known mistake, in words. */
export interface Hint {
  /** What has happened. */
  readonly means: string;
  /** How to go on. */
  readonly mend: string;
}

/** The first row that fits is taken: what is particular stands above what is general. */
export const knownMistakes: readonly KnownMistake[] = [
  ...bond,
  ...vlan,
  ...vxlan,
  ...tun,
  ...routing,
  ...overlay,
  ...containers,
  ...cni,
  ...calico,
  ...ebpf,
  ...flannel,
  ...ipvs,
  ...netkit,
  ...madeTwice,
  ...notThere,
  ...noWay,
  ...notLikeThis,
];

/**
 * The row of the table that a failed command's words fit, with what they say.
 * @param command the line that failed, not the whole script: its verb decides what the words mean
 */
export function knownMistake(command: string, said: string): { row: KnownMistake; found: string[] } | undefined {
  for (const row of knownMistakes) {
    if (row.command && !row.command.test(command)) continue;
    const found = row.says.exec(said);
    if (found) return { row, found };
  }
  return undefined;
}

/**
 * What a failed command's words mean and what mends it, where the mistake is a known one.
 * @param said what it printed on stderr; on stdout where that is empty, as with a ping that nobody answers
 * @example hintFor('ip netns add red', stderr)?.mend
 */
export function hintFor(command: string, said: string): Hint | undefined {
  const known = knownMistake(command, said);
  if (known === undefined) return undefined;
  const worded = (words: KnownMistake['means']): string =>
    typeof words === 'string' ? words : words(known.found, command);
  return { means: worded(known.row.means), mend: worded(known.row.mend) };
}
