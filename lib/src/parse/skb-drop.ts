/** A packet that the kernel threw away, as its trace says. */
export interface SkbDrop {
  /** Nanoseconds since 1970, by the machine's clock; whole microseconds. */
  readonly time: bigint;
  /** The function that did it, without what the compiler added to its name: `ip_forward`. */
  readonly location: string;
  /** A number of `enum skb_drop_reason`. It has another meaning in another kernel: `parseDropReasons` tells it. */
  readonly reason: number;
  /** What the packet is, by its EtherType: 0x0800 is IPv4. */
  readonly protocol: number;
  /** The device that had it; none before one was chosen. */
  readonly dev?: string;
  /** The number of the network namespace of its device or socket, as `stat -L /run/netns/NAME` gives its inode. */
  readonly netns?: number;
  /** Its bytes from its network header on, as far as they were kept. */
  readonly bytes: Uint8Array;
  /** The functions that led there, the innermost first, where the trace has them. */
  readonly stack: readonly string[];
}

/** How many bytes before skb->data the trace keeps: what was already taken off, such as the IP header. */
export const BYTES_BEFORE = 64;
/** How many bytes it keeps from there on. */
export const BYTES_KEPT = 192;

/** What the trace is made with: Documentation/trace/fprobetrace.rst. It takes the kernel's own types, so no offsets are ours. */
export const DROP_PROBE: string = [
  't:netdive/drop kfree_skb location=location:symstr reason=reason:u32 protocol=skb->protocol:u16',
  'dev=skb->dev->name:string net=skb->dev->nd_net.net->ns.inum:u32',
  'sk=skb->sk:x64 sknet=skb->sk->__sk_common.skc_net.net->ns.inum:u32',
  'head=skb->head:x64 data=skb->data:x64 network=skb->network_header:u16 len=skb->len:u32',
  `bytes=-${BYTES_BEFORE}(skb->data):x64[${BYTES_KEPT / 8}]`,
].join(' ');

// The symbol has no end of its own: what follows it in the trace stands behind it.
const LINE =
  /\s(\d+)\.(\d{6}): drop: \(.*?\) location="([\w.]+)[^"]*?" reason=(\d+) protocol=(\d+) dev=(?:"(.*?)"|\(fault\)) net=(\d+) sk=0x([0-9a-f]+) sknet=(\d+) head=0x([0-9a-f]+) data=0x([0-9a-f]+) network=(\d+) len=(\d+) bytes=\{(.*)\}$/;

/**
 * Reads a trace of `DROP_PROBE` (/sys/kernel/tracing/instances/NAME/trace, clock `tai`), one drop after another, as there may be
 * thousands. Lines of anything else are left out, and so are packets whose network header was not kept.
 */
export function* parseSkbDrops(text: string): Generator<SkbDrop> {
  let stack: string[] = [];
  let last: SkbDrop | undefined;
  for (const line of text.split('\n')) {
    if (line.startsWith(' => ')) {
      stack.push(line.slice(4).trim());
      continue;
    }
    if (line.includes('<stack trace>')) continue;
    const found = LINE.exec(line);
    if (found === null) continue;
    if (last !== undefined) yield last; // with its stack, which stands behind it
    stack = [];
    last = dropOf(found, stack);
  }
  if (last !== undefined) yield last;
}

function dropOf(columns: RegExpExecArray, stack: readonly string[]): SkbDrop | undefined {
  const [, seconds, micros, symbol, reason, protocol, dev, net, sk, socketNet, head, data, network, len, words] =
    columns;
  // Without a device what the trace says of it is left from before.
  const netns = dev !== undefined ? net : BigInt(`0x${sk}`) === 0n ? undefined : socketNet;
  const from = Number(BigInt(`0x${head}`) + BigInt(network!) - BigInt(`0x${data}`)) + BYTES_BEFORE;
  if (from < 0 || from >= BYTES_KEPT) return undefined;
  const kept = bytesOf(words!.split(','));
  return {
    time: BigInt(seconds!) * 1_000_000_000n + BigInt(micros!) * 1000n,
    location: symbol!.replace(/\..*/, ''),
    reason: Number(reason),
    protocol: swapped(Number(protocol)),
    ...(dev !== undefined && { dev }),
    ...(netns !== undefined && { netns: Number(netns) }),
    // Not what lay behind it in memory.
    bytes: kept.subarray(from, Math.min(BYTES_KEPT, BYTES_BEFORE + Number(len))),
    stack,
  };
}

/** The words as the machine has them: the lowest byte first (x86-64 and arm64). */
function bytesOf(words: readonly string[]): Uint8Array {
  const bytes = new Uint8Array(BYTES_KEPT);
  const view = new DataView(bytes.buffer);
  for (const [index, word] of words.slice(0, BYTES_KEPT / 8).entries()) {
    view.setBigUint64(index * 8, /^0x[0-9a-f]{1,16}$/.test(word) ? BigInt(word) : 0n, true);
  }
  return bytes;
}

/** On the wire the higher byte comes first. */
const swapped = (value: number): number => ((value & 0xff) << 8) | (value >> 8);

/**
 * Reads what each reason's number means from /sys/kernel/tracing/events/skb/kfree_skb/format.
 * @example parseDropReasons(format).get(11) // 'NETFILTER_DROP'
 */
export function parseDropReasons(format: string): Map<number, string> {
  return new Map([...format.matchAll(/\{ (\d+), "(\w+)" \}/g)].map(([, number, word]) => [Number(number), word!]));
}
