import { type KnownMistake } from './mistake.js';

/** Routes that lead nowhere, and addresses that are not rewritten. */
export const routing: readonly KnownMistake[] = [
  {
    says: /^From (\S+) .*Destination Net Unreachable/m,
    command: /\bping\b/,
    means: ([, router]) => `The packet got to the router ${router}, and that one knows no way on.`,
    mend: 'Look at its routes there: `ip route`, or `ip route get ADDRESS` for this one address.',
  },
  {
    says: /No chain\/target\/match by that name/,
    command: /\biptables\b(?!.*-t nat).*\b(?:MASQUERADE|SNAT|DNAT|REDIRECT|PREROUTING|POSTROUTING)\b/,
    means: 'Without `-t` iptables means the table `filter`, which rewrites no addresses and has no such chain.',
    mend: 'Write `iptables -t nat` and the rest as it is.',
  },
  {
    says: /unknown option "--[ds]port"/,
    command: /\biptables\b/,
    means: 'Only some protocols have ports, and the rule does not say which one it means.',
    mend: 'Write `-p tcp` or `-p udp` in front of the port.',
  },
  {
    says: /Chain '([^']+)' does not exist/,
    command: /\biptables\b/,
    means: ([, target]) => `There is neither a target nor a chain called \`${target}\` in this table.`,
    mend: 'Look whether it is spelt right: ACCEPT, DROP, MASQUERADE, SNAT, DNAT. `iptables -t nat -S` lists the chains of the table nat.',
  },
  {
    says: /Could not process rule: Operation not supported/,
    command: /\bnft\b.*\b(?:masquerade|snat|dnat|redirect)\b/,
    means: 'Addresses are rewritten in a chain of the type `nat` only, and this one has another type.',
    mend: "Make a chain for it: `nft add chain ip nat out '{ type nat hook postrouting priority srcnat; }'`. For dnat it is `hook prerouting priority dstnat`.",
  },
  {
    says: /RULE_APPEND failed \(Invalid argument\): rule in chain/,
    command: /\biptables\b.*\b(?:MASQUERADE|SNAT|DNAT|REDIRECT)\b/,
    means: 'This target does not work in this chain.',
    mend: 'DNAT and REDIRECT belong in PREROUTING (or OUTPUT), MASQUERADE and SNAT in POSTROUTING: the one before the way is chosen, the other after.',
  },
  {
    says: /syntax error near unexpected token `[{}]'/,
    command: /\bnft\b/,
    means: 'The shell took the braces and the semicolons for its own.',
    mend: "Put them in quotes: `nft add chain ip guard way '{ type filter hook forward priority 0; policy drop; }'`.",
  },
  {
    says: /sysctl: command line\(\d+\): invalid syntax/,
    means: 'A setting and its value are one word.',
    mend: 'Write no spaces around the equals sign: `sysctl -w net.ipv4.ip_forward=1`.',
  },
  {
    says: /sysctl: cannot stat \/proc\/sys\/\d+: No such file/,
    means: 'The number was read as the name of another setting.',
    mend: 'Write the value behind an equals sign: `sysctl -w net.ipv4.ip_forward=1`.',
  },
];
