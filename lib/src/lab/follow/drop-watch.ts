import { decode } from '../../capture/decode.js';
import type { Drop } from '../../capture/journey/drop.js';
import type { Packet } from '../../capture/packet.js';
import type { TunnelPorts } from '../../capture/tunnel-ports.js';
import { DROP_PROBE, parseDropReasons, parseSkbDrops, type SkbDrop } from '../../parse/skb-drop.js';
import { pauses } from '../../pauses.js';
import type { Result } from '../../transport/result.js';
import type { Connection } from '../../transport/connection.js';
import { quote } from '../../transport/quote.js';
import { whole } from '../whole.js';

/** A machine’s own recording of what its kernel throws away. */
export interface DropWatch {
  /**
   * Ends it, and gives what was thrown away meanwhile. Nothing of it stays on the machine.
   * @param tunnelPorts the UDP ports by which IP packets are known to travel
   * @param signal ends the reading of what was thrown away
   */
  readonly stop: (tunnelPorts: TunnelPorts, signal: AbortSignal) => Promise<Watched>;
  /** Ends it where nobody wants to know any more, as after an interrupt; never throws. */
  readonly cancel: () => Promise<void>;
}

/** What a machine’s kernel threw away. */
export interface Watched {
  readonly host: string;
  readonly drops: readonly WatchedDrop[];
  /** Why it cannot be told, in the machine’s own words. */
  readonly fault?: string;
}

/** A drop with the functions of the kernel that led to it, where it was a firewall’s. */
export interface WatchedDrop extends Drop {
  readonly stack: readonly string[];
}

/** A tracing instance of its own: what else is traced on the machine goes on. */
const TRACING = '/sys/kernel/tracing';
const OWN = `${TRACING}/instances/netdive`;

/** Also for what a follow left behind that was cut off. */
const REMOVE = `{ [ ! -d ${OWN} ] || { echo 0 > ${OWN}/events/netdive/drop/enable; rmdir ${OWN}; }
grep -q netdive/drop ${TRACING}/dynamic_events && echo '-:netdive/drop' >> ${TRACING}/dynamic_events; } 2>&- || :`;

/**
 * Without the names of programs (record-cmd, which an instance takes from the whole), for which the kernel would rewrite its
 * scheduler while it runs: an emulated machine was seen to panic at that. The clock is the captures’, but for TAI’s leap seconds, which a machine without NTP does
 * not know. Only a firewall’s drops come with stacks, which take a millisecond each.
 */
const START = `mountpoint -q ${TRACING} || mount -t tracefs tracefs ${TRACING}
${REMOVE}
echo ${quote(DROP_PROBE)} >> ${TRACING}/dynamic_events
names=$(cat ${TRACING}/options/record-cmd)
echo 0 > ${TRACING}/options/record-cmd
mkdir ${OWN} || failed=1
echo "$names" > ${TRACING}/options/record-cmd
[ -z "$failed" ]
echo tai > ${OWN}/trace_clock
echo 2048 > ${OWN}/buffer_size_kb
echo 'protocol != 0' > ${OWN}/events/netdive/drop/filter
n=$(sed -n 's/.*{ \\([0-9]*\\), "NETFILTER_DROP" }.*/\\1/p' ${TRACING}/events/skb/kfree_skb/format)
[ -z "$n" ] || echo "stacktrace if reason == $n" > ${OWN}/events/netdive/drop/trigger
echo 1 > ${OWN}/events/netdive/drop/enable`;

const END = '-- netdive --';

const STOP = `echo 0 > ${OWN}/events/netdive/drop/enable
cat ${OWN}/trace
echo ${quote(END)}
grep '^print fmt' ${TRACING}/events/skb/kfree_skb/format
echo ${quote(END)}
stat -L -c '%i %n' /proc/1/ns/net /run/netns/* 2>&- || :
${REMOVE}`;

/**
 * Has a machine record what its kernel throws away, and where in its code: the trace event skb:kfree_skb, with the packet’s
 * bytes and device. Where its kernel cannot (Linux before 6.5), that is what it tells.
 */
export async function watchDrops(connection: Connection, signal: AbortSignal): Promise<DropWatch> {
  const cancel = async (): Promise<void> => {
    await connection.run(REMOVE).catch(() => undefined);
  };
  const started = await connection.run(START, { signal }).catch(async (error: unknown) => {
    await cancel();
    throw error;
  });
  const { host } = connection.target;
  if (started.exitCode !== 0) {
    await cancel();
    return { stop: () => Promise.resolve(unheard(host, started)), cancel: () => Promise.resolve() };
  }
  const stop: DropWatch['stop'] = async (tunnelPorts, signal) => {
    const result = await connection.run(STOP);
    if (result.exitCode !== 0) return unheard(host, result);
    const [trace = '', format = '', spaces = ''] = whole(result).split(`${END}\n`);
    const reasons = parseDropReasons(format);
    const names = namespaces(spaces);
    const drops: WatchedDrop[] = [];
    const pause = pauses(signal);
    for (const drop of parseSkbDrops(trace)) {
      // One without a name, as a container’s, is called as the kernel calls it.
      const netns = drop.netns === undefined ? '' : (names.get(drop.netns) ?? `net:[${drop.netns}]`);
      drops.push({
        host,
        netns,
        ...(drop.dev !== undefined && { ifname: drop.dev }),
        time: drop.time,
        location: drop.location,
        reason: reasons.get(drop.reason) ?? String(drop.reason),
        packet: packetOf(drop, drops.length + 1, tunnelPorts),
        stack: drop.stack,
      });
      await pause();
    }
    return { host, drops };
  };
  return { stop, cancel };
}

const unheard = (host: string, { stderr }: Result): Watched => ({
  host,
  drops: [],
  fault: stderr.trim().split('\n').at(-1)!,
});

/** The namespaces’ names by their inodes; `''` is the machine’s own. */
function namespaces(text: string): Map<number, string> {
  const rows = [...text.matchAll(/^(\d+) (?:\/proc\/1\/ns\/net|\/run\/netns\/(.*))$/gm)];
  return new Map(rows.map(([, inode, name]) => [Number(inode), name ?? '']));
}

/** LINUX_SLL: what the packet is, without a link layer’s header, which it may have lost (tcpdump.org/linktypes/LINKTYPE_LINUX_SLL.html). */
const COOKED = 113;

function packetOf({ protocol, bytes, time }: SkbDrop, number: number, tunnelPorts: TunnelPorts): Packet {
  const all = new Uint8Array(16 + bytes.length);
  all.set([0, 0, 0, 1]);
  all.set([protocol >> 8, protocol & 0xff], 14);
  all.set(bytes, 16);
  return {
    number,
    time,
    length: all.length,
    bytes: all,
    linkType: COOKED,
    layers: decode(all, COOKED, all.length, tunnelPorts),
  };
}
