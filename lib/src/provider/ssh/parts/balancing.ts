import { entriesOfLines, fromWords, isNew, linesOf, type Part } from '../part.js';

/** IPVS: virtual services and their real servers (ipvsadm(8)). Where the kernel part is not loaded, the program would load it. */
export const services: Part = {
  what: 'IPVS service',
  read: '[ ! -e /proc/net/ip_vs ] || ipvsadm -Sn',
  entries: (text) => entriesOfLines(linesOf(text).map((line) => line.trim())),
  undo: (changes) =>
    changes.flatMap((change) => {
      const [, what, address, server] = /^-([Aa]) (-\w \S+)(?: -r (\S+))?/.exec(change.key) ?? [];
      if (what === undefined || address === undefined) return [];
      if (!isNew(change)) return [fromWords(`ipvsadm ${change.key}`)];
      return [fromWords(what === 'A' ? `ipvsadm -D ${address}` : `ipvsadm -d ${address} -r ${server}`)];
    }),
};

/** ipset's sets and what is in them (ipset(8)). */
export const sets: Part = {
  what: 'ipset entry',
  read: '[ ! -e /sys/module/ip_set ] || ipset save',
  entries: (text) => entriesOfLines(linesOf(text).map((line) => line.trim())),
  undo: (changes) =>
    changes.flatMap((change) => {
      const [verb, set, ...entry] = change.key.split(' ');
      if (!isNew(change)) return [fromWords(`ipset ${change.key}`)];
      return [fromWords(verb === 'create' ? `ipset destroy ${set}` : `ipset del ${set} ${entry[0]}`)];
    }),
};
