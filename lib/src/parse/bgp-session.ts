import { ParseError } from '../errors.js';
import { excerpt } from './excerpt.js';

/** A BGP session of the routing daemon bird: its part of `birdc show protocols all`. */
export interface BgpSession {
  /** What bird’s file calls it. */
  readonly name: string;
  /** The address of who is at the other end. */
  readonly neighbor: string;
  /** `Established`: both talk. Before that `Idle`, `Connect`, `Active`, `OpenSent` or `OpenConfirm`; `Down`: it was switched off. */
  readonly state: string;
  /** The routes that the neighbour has told, and that were taken. Those that wait for its return count, too. */
  readonly imported: number;
  /** The routes that the neighbour was told. */
  readonly exported: number;
  /** Why it does not stand, where bird knows: `Socket: Connection refused`. */
  readonly lastError?: string;
}

const HEAD = /^(\S+) +BGP +\S+ +(?:up|down|start|stop|flush) /;

/**
 * Reads the BGP sessions of `birdc show protocols all`; other protocols are left out. Throws a ParseError where the text is not
 * bird’s, or a session lacks its state or its neighbour.
 * @example parseBgpSessions(stdout)[0].state // 'Established'
 */
export function parseBgpSessions(text: string): BgpSession[] {
  if (!/^BIRD .* ready\.$/m.test(text) || !/^Name +Proto +Table +State /m.test(text))
    throw refused('`birdc show protocols all` says nothing of protocols', text);
  return text.split(/\n\n+|(?<=Info *)\n/).flatMap((part) => {
    const name = HEAD.exec(part.trimStart())?.[1];
    return name === undefined ? [] : [session(name, part)];
  });
}

function session(name: string, part: string): BgpSession {
  const value = (key: string): string | undefined => new RegExp(`^ +${key}: +(.+?) *$`, 'm').exec(part)?.[1];
  const state = value('BGP state');
  const neighbor = value('Neighbor address');
  if (state === undefined || neighbor === undefined)
    throw refused(`bird’s session \`${name}\` has no state or no neighbour`, part);
  const lastError = value('Last error');
  return {
    name,
    neighbor,
    state,
    imported: sum(part, /^ +Routes: .*?(\d+) imported/gm),
    exported: sum(part, /^ +Routes: .*?(\d+) exported/gm),
    ...(lastError !== undefined && { lastError }),
  };
}

/** Of all its channels: IPv4’s and IPv6’s. One that is down has no such line. */
const sum = (part: string, count: RegExp): number =>
  [...part.matchAll(count)].reduce((all, [, routes]) => all + Number(routes), 0);

const refused = (what: string, text: string): ParseError =>
  new ParseError(
    `${what}: ${excerpt(text, 0)}`,
    'Another bird may print otherwise: `birdc show protocols all` shows it.',
  );
