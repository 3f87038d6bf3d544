import { command } from '../../../transport/quote.js';
import { entriesOfLines, isNew, linesOf, type Change, type Part } from '../part.js';

/** Modules whose mere presence shows: by a device that cannot be deleted, or in how packets go. */
const SHOWING = [
  ...['ipip', 'ip_gre', 'sit', 'ip_vti', 'ip6_tunnel', 'ip6_gre', 'ip6_vti', 'ifb', 'dummy', 'bonding'],
  ...['br_netfilter'],
];

/** Kernel modules that show; the others stay loaded and idle. */
export const modules: Part = {
  what: 'kernel module',
  read: 'cat /proc/modules',
  entries: (text) =>
    entriesOfLines(
      linesOf(text)
        .map((line) => line.split(' ')[0]!)
        .filter((name) => SHOWING.includes(name)),
    ),
  undo: (changes) => changes.filter(isNew).map(({ key }) => command`modprobe -r ${key}`),
};

/** System services that run: another hand may have started one, so it is only told. */
export const units: Part = {
  what: 'service',
  // A service that runs has a control group, on systems of the unified hierarchy and of the older one.
  read: 'printf "%s\\n" /sys/fs/cgroup/{,systemd/}system.slice/*.service',
  entries: (text) =>
    entriesOfLines(
      linesOf(text)
        .map((path) => path.slice(path.lastIndexOf('/') + 1))
        .filter((name) => name !== '*.service')
        .filter((name) => !/^(user@|systemd-|serial-getty@|getty@)/.test(name)),
    ),
  undo: () => [],
  follows: (change) => !isNew(change),
  tell: (changes) => [
    `${list(changes)} ${changes.length === 1 ? 'runs' : 'run'} since \`up\`. If a chapter started ${changes.length === 1 ? 'it' : 'them'}: systemctl stop ${changes.map(({ key }) => key).join(' ')}`,
  ],
};

const PLACES = '/root /home /etc /srv /usr/local /opt';

/** Files where a course writes. There is no older version of them to go back to. */
export const files: Part = {
  what: 'file',
  read: `places=; for place in ${PLACES} /var/lib/dpkg/status; do [ ! -e $place ] || places="$places $place"; done; find $places -xdev -type f -newerct "@$since" ! -path "*/.*" || :`,
  entries: (text) => entriesOfLines(linesOf(text)),
  undo: () => [],
  follows: (change) => !isNew(change),
  tell: (changes) => [`files that were made or changed since \`up\` stay: ${list(changes)}`],
};

const MOST = 5;

/** The first few by name, and how many more. */
function list(changes: readonly Change[]): string {
  const names = changes.map(({ key }) => key);
  const more = names.length - MOST;
  return names.slice(0, MOST).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
