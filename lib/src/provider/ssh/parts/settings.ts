import { DATA_NICS } from '../../nodes.js';
import { command, quote } from '../../../transport/quote.js';
import { isNew, linesOf, type Part } from '../part.js';

/** Counters and keys among the settings, and what the kernel alone sets. */
const NOT_SET_BY_ANYBODY = /\/(nf_conntrack_count|nf_conntrack_buckets|netdev_rss_key|tcp_fastopen_key)$/;

/** The kernel's settings of its network (`net.*`, sysctl(8)). Settings that came with a new interface or module go with it. */
export const settings: Part = {
  what: 'setting',
  // 2: a setting can only be written. Links are not followed, so that there is no other way into these files.
  read: 'grep -rs "" /proc/sys/net || [ $? = 2 ]',
  entries(text) {
    const entries = new Map<string, string>();
    for (const line of linesOf(text)) {
      const [, file, value = ''] = /^(\/proc\/sys\/net\/[^:]*(?::[^:/]*\/[^:]*)?):(.*)$/.exec(line) ?? [];
      if (file === undefined || NOT_SET_BY_ANYBODY.test(file)) continue;
      const before = entries.get(file);
      entries.set(file, before === undefined ? value : `${before}\n${value}`);
    }
    return entries;
  },
  follows: (change) => change.before === undefined || change.now === undefined,
  undo: (changes) =>
    changes.flatMap(({ key, before, now }) =>
      before === undefined || now === undefined ? [] : [`printf '%s\\n' ${quote(before)} > ${quote(key)}`],
    ),
};

/** What the data segments' cards do by themselves (ethtool(8), `-k`). */
export const offloads: Part = {
  what: 'offload',
  read: `for nic in ${DATA_NICS.join(' ')}; do [ ! -e /sys/class/net/$nic ] || { echo "dev $nic"; ethtool -k $nic; }; done`,
  entries(text) {
    const entries = new Map<string, string>();
    let device = '';
    for (const line of linesOf(text)) {
      device = /^dev (\S+)$/.exec(line)?.[1] ?? device;
      const [, name, value] = /^\s*([\w-]+): (on|off)(?! \[fixed\])/.exec(line) ?? [];
      if (name !== undefined && value !== undefined) entries.set(`${device} ${name}`, value);
    }
    return entries;
  },
  follows: (change) => change.before === undefined || change.now === undefined,
  undo: (changes) =>
    changes
      .filter((change) => !isNew(change) && change.now !== undefined)
      .map(({ key, before }) => command`ethtool -K ${key.split(' ')} ${before!}`),
};
