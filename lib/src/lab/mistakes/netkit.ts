import { type KnownMistake } from './mistake.js';

/** What `ip`, bpftool, ping and the chapter's `netkit.py` say where a netkit pair is laid and a program is put into it. */
export const netkit: readonly KnownMistake[] = [
  {
    says: /Operation not supported/,
    command: /\blink (?:add .*\baddress\b.*\btype netkit\b|add .*\btype netkit\b.*\baddress\b)/,
    means: 'A netkit pair is in mode l3 unless it is told otherwise, and such a one has no MAC.',
    mend: 'Leave `address` out, or write `type netkit mode l2`.',
  },
  {
    says: /Invalid argument/,
    command: /\blink set (?:dev )?nk\S* .*\bmaster\b/,
    means: 'A bridge takes no interface without a MAC, and a netkit pair in mode l3 has none.',
    mend: 'Delete it and make it anew: `ip link add NAME type netkit mode l2 peer name eth0 netns red`.',
  },
  {
    says: /netkit link .* cannot be changed after device creation/,
    means: 'A netkit pair keeps its mode for life. Only the policies can be changed.',
    mend: '`ip link del NAME`, and make it anew with the mode that you want.',
  },
  {
    says: /netkit link settings can be changed only through the primary device/,
    means: 'This is the peer end of the pair, and it has no say: the settings of both ends are the primary’s.',
    mend: 'Set it at the end that was named first: `ip link set NAME type netkit peer forward`. `ip -d link` says primary or peer.',
  },
  {
    says: /invalid net attach\/detach type: netkit/,
    means: 'This bpftool shows the programs of a netkit pair, but cannot attach any.',
    mend: 'The chapter netkit has a program that can: `python3 netkit.py attach nk-blue peer /sys/fs/bpf/door`.',
  },
  {
    says: /attach \S+ \w+: File exists/,
    command: /\bnetkit\.py attach\b/,
    means: 'This program is attached to this end already.',
    mend: '`bpftool net show dev NAME` shows it. `netkit.py detach` takes it off.',
  },
  {
    says: /detach \S+ (\w+): No such file or directory/,
    command: /\bnetkit\.py detach\b/,
    means: ([, end]) => `This program is not attached to the ${end} end.`,
    mend: '`bpftool net show dev NAME` shows which end has it: netkit/primary or netkit/peer.',
  },
  {
    says: /(?:at|de)tach \S+ \w+: No such device or address/,
    command: /\bnetkit\.py\b/,
    means: 'This interface is no netkit device.',
    mend: '`ip link show type netkit` lists those that are. A veth pair has tcx: `bpftool net attach tcx_ingress ...`.',
  },
  {
    says: /(?:at|de)tach \S+ \w+: Permission denied/,
    command: /\bnetkit\.py\b/,
    means: 'This is the peer end of the pair. Its programs too are attached by way of the primary end.',
    mend: 'Name the primary end, where that is, and then the end: `python3 netkit.py attach nk-blue peer PROGRAM`.',
  },
  {
    says: /sendmsg: No buffer space available/,
    command: /\bping\b/,
    means:
      'The interface itself refuses to send: a netkit end with the policy `blackhole`, or with a program that drops.',
    mend: '`ip -d link` shows the policy. `bpftool net show dev NAME`, at the primary end, shows the programs of both ends.',
  },
];
