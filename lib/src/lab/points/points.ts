import { LabError } from '../../errors.js';
import { pointName } from '../checkpoint-kind.js';
import { hashOf, lineage, type Point } from './point.js';
import { bonding } from './bonding.js';
import { bridge } from './bridge.js';
import { calico } from './calico.js';
import { cniBash } from './cni-bash.js';
import { dummy } from './dummy.js';
import { ebpf } from './ebpf.js';
import { flannel } from './flannel.js';
import { ipvlan } from './ipvlan.js';
import { ipvs } from './ipvs.js';
import { macvlan } from './macvlan.js';
import { netkit } from './netkit.js';
import { overlay } from './overlay.js';
import { pause } from './pause.js';
import { routing } from './routing.js';
import { startHere } from './start-here.js';
import { tunTap } from './tun-tap.js';
import { veth } from './veth.js';
import { vlan } from './vlan.js';
import { vxlan } from './vxlan.js';

/** The prepared points of each chapter that has some. */
const all: Readonly<Record<string, readonly Point[]>> = {
  bonding,
  bridge,
  calico,
  'cni-bash': cniBash,
  dummy,
  ebpf,
  flannel,
  ipvlan,
  ipvs,
  macvlan,
  netkit,
  overlay,
  pause,
  routing,
  'start-here': startHere,
  'tun-tap': tunTap,
  veth,
  vlan,
  vxlan,
};

/** A point, and the checkpoint under which its state is kept. */
export interface KeptPoint extends Point {
  readonly checkpoint: string;
}

/**
 * The points that lead from clean machines to one, that one last. Throws a LabError that lists the chapter's points where
 * there is none of that name.
 * @example wayTo('veth', 'routed').map(({ name }) => name) // ['wired', 'routed']
 */
export function wayTo(chapter: string, name: string): readonly KeptPoint[] {
  const points = pointsOf(chapter);
  const line = lineage(points, name);
  if (line.length > 0) {
    return line.map((point, index) => ({
      ...point,
      checkpoint: pointName(chapter, point.name, hashOf(line.slice(0, index + 1))),
    }));
  }
  throw new LabError(
    `The chapter ${chapter} has no point called ${JSON.stringify(name)}.`,
    points.length === 0
      ? `It has none: await lab.open('${chapter}')`
      : `It has ${points.map((point) => point.name).join(', ')}.`,
  );
}

/** The checkpoints of all points that the chapters have. */
export function pointCheckpoints(): ReadonlySet<string> {
  return new Set(
    Object.entries(all).flatMap(([chapter, points]) =>
      points.map(({ name }) => wayTo(chapter, name).at(-1)!.checkpoint),
    ),
  );
}

/** The points of a chapter, in their order. */
export const pointsOf = (chapter: string): readonly Point[] => (Object.hasOwn(all, chapter) ? all[chapter]! : []);

/** The chapters that have a point of a name. */
export const chaptersWith = (point: string): readonly string[] =>
  Object.keys(all).filter((chapter) => pointsOf(chapter).some(({ name }) => name === point));
