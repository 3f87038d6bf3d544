import { type KnownMistake } from './mistake.js';

/** What bird, `ip` and nft say where machines tell each other of their pods, and where a policy is made. */
export const calico: readonly KnownMistake[] = [
  {
    says: /Unable to connect to server control socket/,
    command: /\bbirdc\b/,
    means: '`birdc` only asks: it is bird that works, and bird does not run here.',
    mend: 'Start it: `systemctl start bird`. Where it ends at once, `journalctl -u bird` tells why.',
  },
  {
    says: /(\S+\.conf):(\d+):\d+ (?:syntax error|.*unexpected)/,
    command: /\bbird(?:c conf\w*)?\b/,
    means: ([, file, line]) =>
      `\`bird\` cannot read ${file} as it stands, and has changed nothing. It got stuck in line ${line}.`,
    mend: 'Often a `;` is missing just before that place. `bird -p` reads the file without starting anything.',
  },
  {
    says: /unexpected CF_SYM_UNDEFINED/,
    command: /\bbirdc\b/,
    means: '`bird` has no protocol of this name.',
    mend: '`birdc show protocols` lists the names that its file gives.',
  },
  {
    says: /syntax error, unexpected (\w+), expecting string/,
    command: /\bnft\b/,
    means: ([, word]) => `\`${word}\` is a word of nft’s own language, and cannot be a name.`,
    mend: 'Take another name.',
  },
  {
    says: /^Error: No such file or directory/m,
    command: /\bnft\b.*\belement\b/,
    means: 'This table has no set of this name, or there is no such table.',
    mend: '`nft list sets` shows all sets. `nft add set ip TABLE NAME` with `{ type ipv4_addr; }` behind it, in quotes, makes one.',
  },
];
