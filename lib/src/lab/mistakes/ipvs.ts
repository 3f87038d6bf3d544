import { type KnownMistake } from './mistake.js';

/** Services of IPVS and their servers, and the sets of ipset, which rules are matched with. */
export const ipvs: readonly KnownMistake[] = [
  {
    says: /Service not defined|No such service/,
    command: /\bipvsadm\b/,
    means: 'IPVS has no service of this protocol, address and port.',
    mend: '`ipvsadm -Ln` lists them. `ipvsadm -A -t ADDRESS:PORT -s rr` makes one, before its servers.',
  },
  {
    says: /Destination already exists/,
    command: /\bipvsadm\b/,
    means: 'The service has this server already. The cell was probably run twice.',
    mend: '`ipvsadm -e` changes its weight, `ipvsadm -d` deletes it; both want the same `-t` and `-r`.',
  },
  {
    says: /No such destination/,
    command: /\bipvsadm\b/,
    means: 'The service has no server of this address and port.',
    mend: '`ipvsadm -Ln` lists them. `ipvsadm -a` adds one.',
  },
  {
    says: /Scheduler or persistence engine not found/,
    command: /\bipvsadm\b/,
    means: 'The kernel has no scheduler of this name.',
    mend: 'They are called by two to five letters: rr, wrr, lc, wlc, sh, dh, sed, nq, lblc, lblcr, fo, ovf, mh.',
  },
  {
    says: /Zero port specified for non-persistent service/,
    command: /\bipvsadm\b/,
    means: 'A service is an address and a port, and here the port is missing.',
    mend: 'Write it behind a colon: `10.96.0.1:80`. Only a persistent service (`-p`) may be for all ports.',
  },
  {
    says: /^unexpected argument (\S+)/m,
    command: /\bipvsadm\b/,
    means: ([, argument]) => `\`${argument}\` stands there without the letter that says what it is.`,
    mend: 'A service is `-t ADDRESS:PORT` (`-u` with UDP), a server is `-r ADDRESS:PORT`.',
  },
  {
    says: /Set cannot be created: set with the same name already exists/,
    means: 'There is a set of this name already. The cell was probably run twice.',
    mend: '`ipset list -n` lists the names. `ipset create -exist` is content with one of the same kind, `ipset destroy NAME` deletes it.',
  },
  {
    says: /Element cannot be added to the set: it's already added/,
    means: 'This is in the set already.',
    mend: '`ipset add -exist` says nothing then.',
  },
  {
    says: /The set with the given name does not exist|Set (\S+) doesn't exist/,
    means: 'There is no set of this name. A rule that names one wants it to be there first.',
    mend: '`ipset list -n` lists them. `ipset create NAME hash:ip` makes one.',
  },
  {
    says: /Syntax error: (\w+) element is missing from (\S+?)\.$/m,
    command: /\bipset\b/,
    means: ([, which, given]) =>
      `The set’s type wants more than \`${given}\`: the ${which!.toLowerCase()} part is missing.`,
    mend: '`ipset list NAME` tells its type. A member of `hash:ip,port,ip` is written `10.0.0.2,tcp:80,10.0.0.2`.',
  },
  {
    says: /Syntax error: typename '([^']+)' is unknown/,
    command: /\bipset\b/,
    means: ([, type]) => `There is no type \`${type}\` for a set.`,
    mend: 'The usual ones are hash:ip, hash:net, hash:ip,port and hash:ip,port,ip. `ipset help` lists all.',
  },
  {
    says: /--match-set requires two args/,
    command: /\biptables\b/,
    means: 'The rule does not say which of the packet’s addresses to look for in the set.',
    mend: 'Write `src` or `dst` behind the set’s name; for `hash:ip,port` two of them: `dst,dst`.',
  },
  {
    says: /Set cannot be destroyed: it is in use by a kernel component/,
    means: 'A rule still refers to this set.',
    mend: '`iptables-save | grep match-set` shows which. Delete the rule first (`-D`), then the set.',
  },
  {
    says: /sysctl: cannot stat \/proc\/sys\/net\/ipv4\/vs\/(\S+):/,
    means: ([, name]) => `IPVS has no setting called \`${name}\`, or is not loaded yet.`,
    mend: '`ls /proc/sys/net/ipv4/vs` lists them. The first `ipvsadm` loads IPVS.',
  },
];
