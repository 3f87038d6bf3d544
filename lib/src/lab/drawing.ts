import type { Connection } from '../transport/connection.js';
import { drawTopology, type TopologyModel } from '../view/topology.js';
import type { View } from '../view/view.js';
import { machineFacts } from './facts.js';
import { topologyModel } from './topology.js';

/** A drawing that can be compared with a later one. */
export interface Topology extends View {
  /** What was found, as data. */
  readonly model: TopologyModel;
}

/** What a drawing is compared with. */
export interface TopologyOptions {
  /** An earlier drawing: what has changed since is marked. */
  readonly since?: Topology;
  /** How wide it will be shown, in pixels: 1000 where not given. Where there is more room, machines may stand side by side. */
  readonly width?: number;
}

/** Draws what is really on machines and in all their namespaces. */
export async function drawing(
  machines: readonly Connection[],
  { since, width }: TopologyOptions,
  signal: AbortSignal,
): Promise<Topology> {
  const model = topologyModel(await Promise.all(machines.map((machine) => machineFacts(machine, signal))));
  const view = await drawTopology(model, {
    ...(since !== undefined && { before: since.model }),
    ...(width !== undefined && { width }),
  });
  return Object.defineProperty({ ...view, model }, 'model', { enumerable: false });
}
