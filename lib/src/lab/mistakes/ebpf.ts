import { type KnownMistake } from './mistake.js';

/** What clang, bpftool, `ip` and `tc` say where a BPF program is compiled, loaded and attached. */
export const ebpf: readonly KnownMistake[] = [
  {
    says: /BEGIN PROG LOAD LOG/,
    means: 'The verifier has refused the program: on one of its ways it could go wrong.',
    mend: 'Take the command with `.try`, and `show(verifierLog(result))` shows the line of C and why.',
  },
  {
    says: /XDP program already attached/,
    means: 'This interface has an XDP program already, and it has room for one.',
    mend: '`ip link set dev eth0 xdp off` takes it off. `ip -force link set ...` puts another in its place.',
  },
  {
    says: /driver does not support XDP in native mode/,
    means: 'The driver of this interface cannot run XDP programs.',
    mend: 'Write `xdpgeneric` instead of `xdpdrv`: then the kernel runs it itself, a little later.',
  },
  {
    says: /Error opening object (\S+): No such file/,
    means: ([, object]) => `There is no file ${object}: the C source is not compiled yet, or has another name.`,
    mend: 'Compile it: `clang -O2 -g -target bpf -c count.c -o count.o`.',
  },
  {
    says: /object file doesn't contain sec (\S+)/,
    means: ([, section]) => `No program of the object is in a section ${section}.`,
    mend: 'The section is what `SEC("...")` says before the function. `llvm-objdump -h count.o` lists all.',
  },
  {
    says: /is not a valid eBPF object file/,
    means: 'The object is for this machine’s processor and not for the kernel.',
    mend: 'Compile with `-target bpf`: `clang -O2 -g -target bpf -c count.c -o count.o`.',
  },
  {
    says: /Parent Qdisc doesn't exists/,
    command: /\btc filter\b/,
    means: 'A filter of tc hangs on a queueing discipline, and the interface has none for it.',
    mend: '`tc qdisc add dev eth0 clsact` makes the one for programs: it queues nothing.',
  },
  {
    says: /Exclusivity flag on, cannot modify/,
    command: /\bclsact\b/,
    means: 'The interface has its `clsact` already.',
    mend: 'Go on: one is enough. `tc qdisc del dev eth0 clsact` takes it away, and all programs with it.',
  },
  {
    says: /tcx_(?:in|e)gress attach failed: Invalid argument/,
    means: 'This program was not made for tc: its section is another one, such as `SEC("xdp")`.',
    mend: 'Attach it where it belongs (`bpftool net attach xdp ...`), or write `SEC("tc")` and `struct __sk_buff *`.',
  },
  {
    says: /can't pin BPF object: path '(\S+)' already exists/,
    means: ([, path]) => `A program is pinned at ${path} already.`,
    mend: ([, path]) => `\`rm ${path}\` lets it go. Where it is attached it stays until it is taken off there.`,
  },
  {
    says: /bpf obj get \((\S+)\): No such file or directory/,
    means: ([, path]) =>
      `Nothing is pinned at ${path}, or it is not seen from here: \`ip netns exec\` has a /sys of its own.`,
    mend: '`ls /sys/fs/bpf` lists what is pinned. `nsenter --net=/run/netns/red COMMAND` enters a network and keeps /sys.',
  },
  {
    says: /^\s*$/,
    command: /\bbpftool .*\bmap (?:dump|show) name \S+/,
    means: 'There is no map of this name: its program is not loaded, or was let go by all who held it.',
    mend: '`bpftool map` lists all that there are. A map’s name has 15 characters at most.',
  },
  {
    says: /__uint\(|unknown type name '__u\d+'|call to undeclared function 'bpf_/,
    command: /\bclang\b/,
    means: 'A header is lacking: that of the kernel’s types, or that of the helpers.',
    mend: 'Begin the file with `#include <linux/bpf.h>` and `#include <bpf/bpf_helpers.h>`, in this order.',
  },
];
