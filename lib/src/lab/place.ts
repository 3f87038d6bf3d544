import type { Clock } from '../clock.js';
import { pending } from '../kernel/pending.js';
import { parseAddresses, type AddressRow } from '../parse/address.js';
import { parseBgpSessions, type BgpSession } from '../parse/bgp-session.js';
import { parseBridgeLinks, type BridgeLink } from '../parse/bridge-link.js';
import { parseBridgeVlans, type BridgeVlanRow } from '../parse/bridge-vlan.js';
import { parseFdb, type FdbEntry } from '../parse/fdb.js';
import { IPVS_LISTS, parseIpvs, type VirtualService } from '../parse/ipvs.js';
import { parseIpvsConnections, type IpvsConnection } from '../parse/ipvs-connection.js';
import { parseLinks, type Link } from '../parse/link.js';
import { parseMdb, type MdbEntry } from '../parse/mdb.js';
import { parseNeighbours, type Neighbour } from '../parse/neigh.js';
import type { Throughput } from '../parse/iperf3.js';
import type { Ping } from '../parse/ping.js';
import { parseRoutes, type Route } from '../parse/route.js';
import type { Connection, RunOptions } from '../transport/connection.js';
import { quote } from '../transport/quote.js';
import type { Result } from '../transport/result.js';
import type { RowKind } from '../view/kind.js';
import { tagged } from '../view/rows.js';
import { capture } from './capture/capture.js';
import { showCapture, type Capture } from './capture/show-capture.js';
import type { CaptureOptions } from './capture/tcpdump.js';
import { dollar, type Dollar } from './dollar.js';
import { iperf3, type Iperf3Options } from './iperf3.js';
import { findPathMtu, type PathMtuOptions } from './path-mtu/find-path-mtu.js';
import type { PathMtu } from './path-mtu/path-mtu.js';
import { ping, type PingOptions } from './ping.js';
import { checked, type RunLine } from './run-line.js';
import { pinging, type Pinged, type PingingOptions } from './pinging.js';
import { Service, type StartOptions } from './service.js';
import { whole } from './whole.js';
import { writeFile, type WriteOptions, type WrittenFile } from './write-file.js';

/** Where and what a place's own capture listens to. */
export interface CaptureHere extends CaptureOptions {
  /** One interface, such as `eth0`; all of them where it is not given. */
  readonly on?: string;
}

/** Where commands run: a machine, or a network namespace on it. Both have the same methods. */
export class Place {
  /**
   * Runs a command and gives what it said. Throws a CommandError where it fails.
   * @example await node1.$`ip netns add red`
   */
  readonly $: Dollar;
  /**
   * Runs a command and gives what it said, also where it fails: for where failing is the lesson.
   * @example (await red.try`ping -c 1 10.0.0.9`).exitCode
   */
  readonly try: Dollar;

  constructor(
    /** The machine: `node1`. */
    readonly host: string,
    /** The network namespace's name; `''` is the machine's own. */
    readonly namespace: string,
    private readonly connect: () => Connection,
  ) {
    this.$ = dollar(
      (line) => this.#call(`$\`${line}\``),
      (...how) => checked(this.run(...how)),
    );
    this.try = dollar(
      (line) => this.#call(`try\`${line}\``),
      (...how) => this.run(...how),
    );
    for (const key of ['connect', '$', 'try']) Object.defineProperty(this, key, { enumerable: false });
  }

  /**
   * Its network interfaces, with all details and counters: `ip -d -s -j link`.
   * @example show(await node1.links());
   */
  links(): Promise<Link[]> {
    return this.#rows('links', 'link', 'ip -d -s -j link', parseLinks);
  }

  /**
   * One network interface: `ip -d -s -j link show dev NAME`. Throws a CommandError where there is none of that name.
   * @example (await node1.link('veth0')).flags
   */
  link(name: string): Promise<Link> {
    return pending(this.#call(`link('${name}')`), async (signal) => {
      const line = `ip -d -s -j link show dev ${quote(name)}`;
      return parseLinks(whole(await checked(this.run(line, signal))))[0]!;
    });
  }

  /**
   * Its addresses, a row an interface: `ip -j address`.
   * @example show(await red.addresses());
   */
  addresses(): Promise<AddressRow[]> {
    return this.#rows('addresses', 'address', 'ip -j address', parseAddresses);
  }

  /**
   * Its main routing table, with who made each route: `ip -d -j route`.
   * @example (await red.routes()).find((route) => route.dst === 'default')?.gateway
   */
  routes(): Promise<Route[]> {
    return this.#rows('routes', 'route', 'ip -d -j route', parseRoutes);
  }

  /**
   * The route that a packet to an address takes, as it stands in the table: `ip -d -j route get fibmatch`.
   * Throws a CommandError where there is none.
   * @example (await red.route('10.0.0.129')).dev
   */
  route(to: string): Promise<Route> {
    return pending(this.#call(`route('${to}')`), async (signal) => {
      const line = `ip -d -j route get fibmatch ${quote(to)}`;
      return parseRoutes(whole(await checked(this.run(line, signal))))[0]!;
    });
  }

  /**
   * The MAC addresses it knows for its neighbours: `ip -j neigh`.
   * @example show(await red.neighbours());
   */
  neighbours(): Promise<Neighbour[]> {
    return this.#rows('neighbours', 'neighbour', 'ip -j neigh', parseNeighbours);
  }

  /**
   * What its bridges have learned: which MAC is behind which port: `bridge -j fdb`.
   * @example (await node1.fdb()).filter((entry) => entry.master === 'br0')
   */
  fdb(): Promise<FdbEntry[]> {
    return this.#rows('fdb', 'fdb', 'bridge -j fdb', parseFdb);
  }

  /**
   * The ports of its bridges, with details: `bridge -d -j link`.
   * @example (await node1.bridgeLinks()).map((port) => port.state)
   */
  bridgeLinks(): Promise<BridgeLink[]> {
    return this.#rows('bridgeLinks', 'bridge-link', 'bridge -d -j link', parseBridgeLinks);
  }

  /**
   * Which multicast groups are wanted behind which ports of its bridges: `bridge -j mdb`.
   * @example (await node1.mdb()).some(({ grp }) => grp === '239.1.2.3')
   */
  mdb(): Promise<MdbEntry[]> {
    return this.#rows('mdb', 'mdb', 'bridge -j mdb', parseMdb);
  }

  /**
   * The VLANs of its bridges' ports: `bridge -j vlan`.
   * @example show(await node1.bridgeVlans());
   */
  bridgeVlans(): Promise<BridgeVlanRow[]> {
    return this.#rows('bridgeVlans', 'bridge-vlan', 'bridge -j vlan', parseBridgeVlans);
  }

  /**
   * The virtual services of IPVS with their servers, and what each has counted: `ipvsadm -Ln`, with `--stats`.
   * @example (await node1.ipvs())[0].servers.map(({ server, conns }) => ({ server, conns }))
   */
  ipvs(): Promise<VirtualService[]> {
    return this.#rows('ipvs', 'virtual-service', IPVS_LISTS, parseIpvs);
  }

  /**
   * The connections that IPVS remembers: `ipvsadm -Lnc`.
   * @example (await node1.ipvsConnections()).filter(({ state }) => state === 'ESTABLISHED')
   */
  ipvsConnections(): Promise<IpvsConnection[]> {
    return this.#rows('ipvsConnections', 'ipvs-connection', 'ipvsadm -Lnc', parseIpvsConnections);
  }

  /**
   * The BGP sessions of the routing daemon bird: `birdc show protocols all`. Throws a CommandError where bird does not run.
   * @example (await node1.bgpSessions()).map(({ neighbor, state }) => `${neighbor} ${state}`)
   */
  bgpSessions(): Promise<BgpSession[]> {
    return this.#rows('bgpSessions', 'bgp-session', 'birdc show protocols all', parseBgpSessions);
  }

  /**
   * Pings, and gives the counts, each reply and its TTL. A lost ping is no error: look at `received`.
   * Throws a CommandError where not one could be sent.
   * @example (await red.ping('10.0.0.1', { count: 3 })).received
   */
  ping(to: string, options: PingOptions = {}): Promise<Ping> {
    return pending(this.#call(`ping('${to}')`), (signal) => ping((...how) => this.run(...how), to, options, signal));
  }

  /**
   * The largest IP packet that gets to an IPv4 address and back unfragmented, and what becomes of one that is a byte larger.
   * It is tried with pings (`-M probe`), whatever the kernel has learned before; what the kernel learns from them it keeps
   * (`ip route flush cache`). Throws a LabError where not even the smallest gets through.
   * @example (await red.pathMtu('10.5.0.2')).tooLarge?.outcome // 'frag needed'
   */
  pathMtu(to: string, options: PathMtuOptions = {}): Promise<PathMtu> {
    return pending(this.#call(`pathMtu('${to}')`), (signal) =>
      findPathMtu((...how) => this.run(...how), to, options, signal),
    );
  }

  /**
   * Pings steadily while an action runs and for some requests more, and counts what was lost: what a switch-over costs. The
   * action begins when the first answer has come, or after 5 seconds without one.
   * @example (await node1.pinging('10.1.0.2', () => lab.link(node1, 'eth0', 'down'))).lost
   */
  pinging<T>(to: string, action: () => T | PromiseLike<T>, options: PingingOptions = {}): Promise<Pinged<T>> {
    return pending(this.#call(`pinging('${to}')`), (signal) =>
      pinging(this.connect(), this.namespace, to, action, options, signal),
    );
  }

  /**
   * Measures how much gets through to an address, with a chart that grows meanwhile. An iperf3 server has to run there.
   * @example show(await red.iperf3('10.0.0.2', { seconds: 3 })); // before: await blue.start('iperf3 -s', { ready: { port: 5201 } })
   */
  iperf3(to: string, options: Iperf3Options = {}): Promise<Throughput> {
    return pending(this.#call(`iperf3('${to}')`), (signal) =>
      iperf3((...how) => this.run(...how), to, options, signal),
    );
  }

  /**
   * Starts a program that runs on, and waits until it is ready. It goes on when the cell has ended, and when the connection
   * breaks; `stop()` ends it, and so does a reset.
   * @example const web = await red.start('python3 -m http.server 80', { ready: /Serving/ });
   */
  start(program: string, options: StartOptions = {}): Promise<Service> {
    return pending(this.#call(`start('${program}')`), (signal) => {
      const run = (line: string, more: Pick<RunOptions, 'signal'> = {}): Promise<Result> =>
        this.connect().run(line, { netns: this.namespace, ...more });
      const connection = this.connect();
      const at = { host: this.host, namespace: this.namespace, clock: connection.clock, id: connection.newId(), run };
      return Service.start(at, program, options, signal);
    });
  }

  /**
   * Writes a file on the machine: exactly this text (UTF-8), and all of it or nothing. Folders on the way are made.
   * @example await node1.write('/root/Corefile', '.:53 { whoami }\n');
   */
  write(path: string, text: string, options: WriteOptions = {}): Promise<WrittenFile> {
    return pending(this.#call(`write('${path}')`), (signal) => writeFile(this.connect(), path, text, options, signal));
  }

  /**
   * Listens with tcpdump here while an action runs: at all interfaces, or `on` one, where whole frames are seen.
   * @example show(await red.capture(() => red.ping('10.0.0.1'), { on: 'eth0', filter: 'icmp' }));
   */
  capture<T>(action: () => T | PromiseLike<T>, options: CaptureHere = {}): Promise<Capture<T>> {
    return pending(this.#call('capture()'), async (signal) => {
      const { on, ...more } = options;
      const spot = { connection: this.connect(), netns: this.namespace, ...(on !== undefined && { ifname: on }) };
      return showCapture(await capture([spot], action, more, signal));
    });
  }

  /** Runs a command here, over whatever connection leads here now. */
  protected run(...[line, signal, options]: Parameters<RunLine>): Promise<Result> {
    return this.connect().run(line, { netns: this.namespace, signal, ...options });
  }

  /** The time that commands here go by. */
  protected get clock(): Clock {
    return this.connect().clock;
  }

  /** The same place seen from another namespace of its machine. */
  protected inside(netns: string): Place {
    return new Place(this.host, netns, this.connect);
  }

  #rows<Row extends object>(name: string, kind: RowKind, line: string, parse: (text: string) => Row[]): Promise<Row[]> {
    return pending(this.#call(`${name}()`), async (signal) =>
      tagged(kind, parse(whole(await checked(this.run(line, signal))))),
    );
  }

  #call(what: string): string {
    return `${this.namespace === '' ? this.host : this.namespace}.${what}`;
  }
}
