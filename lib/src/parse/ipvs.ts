import { ParseError } from '../errors.js';
import { excerpt } from './excerpt.js';

/** An address and a port for which IPVS chooses a server: `ipvsadm -Ln`, with the counters of `--stats`. See `man ipvsadm`. */
export interface VirtualService {
  /** TCP, UDP, SCTP, or FWM: then it is for packets with a mark. */
  readonly protocol: string;
  /** Its address and port, as in `10.96.0.1:80`; of FWM the mark. */
  readonly service: string;
  /** Who chooses: `rr`, `wrr`, `lc`, `sh`, ... */
  readonly scheduler: string;
  /** For how many seconds a client that has gone is still sent to the same server; not there where each connection is chosen for. */
  readonly persistent?: number;
  /** What it sends connections to. */
  readonly servers: readonly RealServer[];
}

/** One of the servers behind a virtual service. */
export interface RealServer {
  /** Its address and port. */
  readonly server: string;
  /** How packets get there: `Masq` (addresses are rewritten), `Route` (only the MAC is), `Tunnel` (IPIP), `Local`. */
  readonly forward: string;
  /** Its share, to the others’; 0 gets no new connections. */
  readonly weight: number;
  /** Connections that are open. */
  readonly activeConn: number;
  /** Connections that are not yet, or no longer, open, and still remembered. */
  readonly inActConn: number;
  /** Connections that were sent to it, since it is there. The kernel sums up the counters every two seconds. */
  readonly conns: number;
  /** Packets that clients sent to it. */
  readonly inPkts: number;
  /** Packets that it sent to clients. */
  readonly outPkts: number;
}

/** What tells all of them. */
export const IPVS_LISTS = 'ipvsadm -Ln --exact && ipvsadm -Ln --stats --exact';

const SERVICE = /^(TCP|UDP|SCTP|FWM) +(\S+) +([a-z]\w*)(.*)$/;
const SERVER = /^ +-> (\S+) +(Masq|Route|Tunnel|Local) +(\d+) +(\d+) +(\d+) *$/;
const COUNTS = /^(?:(TCP|UDP|SCTP|FWM) +| +-> )(\S+)((?: +\d+){5}) *$/;
const HEAD = /^(IP Virtual Server version |Prot LocalAddress:Port |  -> RemoteAddress:Port)/;

/** Reads what `IPVS_LISTS` prints: first the services, then their counters. */
export function parseIpvs(text: string): VirtualService[] {
  const services: (VirtualService & { servers: RealServer[] })[] = [];
  const counted = new Map<string, readonly number[]>();
  let of = '';
  for (const line of text.split('\n').filter((one) => one.trim() !== '' && !HEAD.test(one))) {
    const service = SERVICE.exec(line);
    const server = SERVER.exec(line);
    const counts = COUNTS.exec(line);
    if (service !== null) {
      const [, protocol, address, scheduler, flags] = service;
      const persistent = /\bpersistent (\d+)/.exec(flags!)?.[1];
      services.push({
        protocol: protocol!,
        service: address!,
        scheduler: scheduler!,
        ...(persistent !== undefined && { persistent: Number(persistent) }),
        servers: [],
      });
    } else if (server !== null && services.length > 0) {
      const [, address, forward, ...numbers] = server;
      const [weight, activeConn, inActConn] = numbers.map(Number);
      services.at(-1)!.servers.push({
        server: address!,
        forward: forward!,
        weight: weight!,
        activeConn: activeConn!,
        inActConn: inActConn!,
        conns: 0,
        inPkts: 0,
        outPkts: 0,
      });
    } else if (counts !== null) {
      const [, protocol, address, numbers] = counts;
      if (protocol !== undefined) of = `${protocol} ${address}`;
      else counted.set(`${of} ${address}`, numbers!.trim().split(/ +/).map(Number));
    } else {
      throw new ParseError(
        `A line of \`ipvsadm -Ln\` is neither a service nor a server: ${excerpt(line, 0)}`,
        'Another ipvsadm may print otherwise: `ipvsadm -Ln` shows it.',
      );
    }
  }
  return services.map((service) => ({
    ...service,
    servers: service.servers.map((server) => {
      // One that was added between the two lists has counted nothing.
      const [conns = 0, inPkts = 0, outPkts = 0] =
        counted.get(`${service.protocol} ${service.service} ${server.server}`) ?? [];
      return { ...server, conns, inPkts, outPkts };
    }),
  }));
}
