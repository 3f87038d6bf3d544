import { ParseError } from '../errors.js';
import { excerpt } from './excerpt.js';

/** A connection that IPVS remembers: a line of `ipvsadm -Lnc`. */
export interface IpvsConnection {
  /** TCP, UDP, SCTP; IP where it is a persistent client of all protocols. */
  readonly protocol: string;
  /** In so many seconds it is forgotten, if nothing more comes. */
  readonly expire: number;
  /** As the packets that IPVS has seen tell it: `ESTABLISHED`, `TIME_WAIT`, ... A persistent client’s own line, `ASSURED` or `NONE`, is no connection. */
  readonly state: string;
  /** The client’s address and port. Port 0: whatever port it comes from. */
  readonly source: string;
  /** The service that it asked. */
  readonly virtual: string;
  /** The server that was chosen. */
  readonly destination: string;
}

const LINE = /^(\w+) +(\d+):(\d\d) +(\S+) +(\S+) +(\S+) +(\S+)(?: .*)?$/;

/** Reads `ipvsadm -Lnc`. */
export function parseIpvsConnections(text: string): IpvsConnection[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^(IPVS connection entries|pro expire state )/.test(line))
    .map((line) => {
      const [, protocol, minutes, seconds, state, source, virtual, destination] = LINE.exec(line) ?? [];
      if (destination !== undefined)
        return {
          protocol: protocol!,
          expire: Number(minutes) * 60 + Number(seconds),
          state: state!,
          source: source!,
          virtual: virtual!,
          destination,
        };
      throw new ParseError(
        `A line of \`ipvsadm -Lnc\` is no connection: ${excerpt(line, 0)}`,
        'Another ipvsadm may print otherwise: `ipvsadm -Lnc` shows it.',
      );
    });
}
