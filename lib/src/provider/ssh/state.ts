import { LabError } from '../../errors.js';
import { parseAddresses } from '../../parse/address.js';
import { parseLinks } from '../../parse/link.js';
import type { Connection } from '../../transport/connection.js';
import { PARTS } from './parts/parts.js';
import { IP_ADDRESS, type Entries } from './part.js';
import { PROCESSES, readTold, type Told } from './processes.js';
import { readSections } from './sections.js';

/** A machine as it was read at one moment. */
export interface State {
  /** Another one after each boot. */
  readonly boot: string;
  /** Seconds since the boot. */
  readonly uptime: number;
  /** The machine's own clock, in seconds since 1970. */
  readonly clock: number;
  /** The programs that said it: another version may say the same thing in other words. */
  readonly programs: string;
  /** The interface that SSH comes in by, and all that it stands on. */
  readonly management: readonly string[];
  /** By a part's name. */
  readonly parts: ReadonlyMap<string, Entries>;
}

/** The address at which SSH reached the machine: sshd tells its children, of whom sudo may have kept it from us. */
const SERVER_ADDRESS = `c=$SSH_CONNECTION; p=$PPID
  while [ -z "$c" ] && [ "$p" -gt 1 ]; do
    c=$(tr '\\0' '\\n' < /proc/$p/environ | sed -n 's/^SSH_CONNECTION=//p')
    p=$(sed -n 's/^PPid:\\s*//p' /proc/$p/status)
  done
  set -- $c; echo "$3"`;

const GROUND = ['cat /proc/sys/kernel/random/boot_id /proc/uptime; date +%s', 'ip -V; nft -v', SERVER_ADDRESS];
/** Each once, though several parts may be read from it. */
const READINGS = [...new Set(PARTS.map((part) => part.read))];

/**
 * Reads all that is compared, in one round trip, and all processes.
 * @param since the baseline's moment by the machine's clock; files changed after it are listed
 */
export async function readState(
  connection: Connection,
  since?: number,
  signal?: AbortSignal,
): Promise<{ readonly state: State; readonly processes: Told }> {
  const moment = since === undefined ? 'since=$(date +%s)' : `since=${Math.floor(since)}`;
  const texts = await readSections(connection, [...GROUND, moment, ...READINGS, ...PROCESSES], signal);
  const [times = '', programs = '', server = ''] = texts;
  const [boot = '', uptime = '', clock = ''] = times.split('\n');
  const text = (read: string): string => texts[GROUND.length + 1 + READINGS.indexOf(read)]!;
  return {
    state: {
      boot,
      uptime: Number(uptime.split(' ')[0]),
      clock: Number(clock),
      programs: programs.trim(),
      management: managementLinks(connection.target.host, server.trim(), text(IP_ADDRESS)),
      parts: new Map(PARTS.map((part) => [part.what, part.entries(text(part.read))])),
    },
    processes: readTold(texts.slice(-PROCESSES.length)),
  };
}

function managementLinks(host: string, server: string, addresses: string): string[] {
  const address = server.replace(/^::ffff:/, '').replace(/%.*$/, '');
  const first = parseAddresses(addresses).find((row) => row.addr_info.some(({ local }) => local === address))?.ifname;
  if (first === undefined) {
    throw new LabError(
      `${host} does not say by which interface SSH comes in${address === '' ? '' : ` (its address is ${address})`}.`,
      'It must be an interface of the machine itself, so that the course can keep away from it.',
    );
  }
  const found = [first];
  const all = parseLinks(addresses);
  for (const name of found) {
    const below = all.find(({ ifname }) => ifname === name)?.link;
    const ports = all.filter(({ master }) => master === name).map(({ ifname }) => ifname);
    for (const other of [...(below == null ? [] : [below]), ...ports]) if (!found.includes(other)) found.push(other);
  }
  return found;
}
