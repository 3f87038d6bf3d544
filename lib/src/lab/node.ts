import { pending } from '../kernel/pending.js';
import { parseBpfMap, type BpfEntry, type BpfValue } from '../parse/bpf-map.js';
import { parseNetns, type Netns } from '../parse/netns.js';
import { parseProcess, processFacts, type Process } from '../parse/process.js';
import { CommandError } from '../transport/command-error.js';
import { command } from '../transport/quote.js';
import { tagged } from '../view/rows.js';
import { bpfMapDuring, type BpfMapDuring, type BpfMapDuringOptions } from './bpf-map-during.js';
import { Place } from './place.js';
import { checked } from './run-line.js';
import { whole } from './whole.js';

/** A network namespace on a machine: a network stack of its own, with the same methods. */
export type Namespace = Place;

/** One of the lab's machines. */
export class Node extends Place {
  /**
   * A network namespace on this machine; it is made (`ip netns add`) where there is none of that name.
   * @example const red = await node1.netns('red'); await red.$`ip link`
   */
  netns(name: string): Promise<Namespace> {
    return pending(`${this.host}.netns('${name}')`, async (signal) => {
      const line = command`[ -e ${`/run/netns/${name}`} ] || ip netns add ${name}`;
      const result = await this.run(line, signal);
      if (result.exitCode !== 0) throw new CommandError(result);
      return this.inside(name);
    });
  }

  /**
   * The network namespaces that have a name: `ip -j netns list`.
   * @example (await node1.namespaces()).map((row) => row.name)
   */
  namespaces(): Promise<Netns[]> {
    return pending(`${this.host}.namespaces()`, async (signal) => {
      return tagged('netns', parseNetns(whole(await this.run('ip -j netns list', signal))));
    });
  }

  /**
   * A process of this machine, as /proc tells it: its parent, its namespaces, its cgroup, and what it may.
   * Throws a CommandError where there is none of that number.
   * @example (await node1.process(1)).namespaces.net
   */
  process(pid: number): Promise<Process> {
    return pending(`${this.host}.process(${pid})`, async (signal) =>
      parseProcess(whole(await checked(this.run(command`cd /proc/${pid}/ && { ` + processFacts + '; }', signal)))),
    );
  }

  /**
   * What is in a BPF map of the machine, by the map's name in C: `bpftool -j map dump name NAME`.
   * Throws a CommandError where there is none of that name.
   * @example show(await node1.bpfMap('kinds')); // with structs: bpfMap<{ from: number }, { bytes: number }>('flows')
   */
  bpfMap<Key = number, Value = number>(name: string): Promise<BpfEntry<Key, Value>[]> {
    return pending(
      `${this.host}.bpfMap('${name}')`,
      (signal) => this.#bpfMap(name, signal) as Promise<BpfEntry<never, never>[]>,
    );
  }

  /**
   * Reads a BPF map again and again while an action runs, with a chart that grows meanwhile: a line for each entry.
   * @example show(await node1.bpfMapDuring('kinds', () => node2.ping('10.1.0.1', { count: 9 })));
   */
  bpfMapDuring<T>(
    name: string,
    action: () => T | PromiseLike<T>,
    options: BpfMapDuringOptions = {},
  ): Promise<BpfMapDuring<T>> {
    return pending(`${this.host}.bpfMapDuring('${name}')`, (signal) =>
      bpfMapDuring(() => this.#bpfMap(name, signal), action, options, signal, this.clock),
    );
  }

  async #bpfMap(name: string, signal: AbortSignal): Promise<BpfEntry<BpfValue, BpfValue>[]> {
    const line = command`bpftool -j map dump name ${name}`;
    return tagged('bpf-entry', parseBpfMap(whole(await checked(this.run(line, signal)))));
  }
}
