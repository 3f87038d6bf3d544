import * as z from 'zod';
import { command } from '../../../transport/quote.js';
import { deviceOf, entriesOfLines, isNew, linesOf, type Part } from '../part.js';

/** Queueing disciplines that somebody gave an interface (tc(8)), and the filters in them. The kernel's own have the handle 0. */
export const queues: Part = {
  what: 'queueing discipline',
  read: 'tc qdisc',
  entries: (text) =>
    new Map(
      linesOf(text).flatMap((line) => {
        const [, kind, handle, device, rest = ''] = /^qdisc (\S+) (\S+) dev (\S+) (.*)$/.exec(line) ?? [];
        if (handle === undefined || handle === '0:') return [];
        const place = kind === 'ingress' || kind === 'clsact' ? kind : /^root\b/.test(rest) ? 'root' : undefined;
        if (place === undefined) return []; // below a root, and goes with it
        const settings = rest.replaceAll(/ (refcnt|seed) \S+/g, '');
        return [[`dev ${device} ${place}`, `${kind} ${settings}`] as const];
      }),
    ),
  follows: (change, { links }) => isNew(change) && !links.has(deviceOf(change.key) ?? ''),
  undo: (changes, { management }) =>
    changes
      .filter((change) => isNew(change) && !management.has(deviceOf(change.key) ?? ''))
      .map(({ key }) => command`tc qdisc del ${key.split(' ')}`),
};

const attachments = z.array(
  z.looseObject({
    tc: z.array(z.looseObject({ devname: z.string(), kind: z.string(), prog_id: z.number() })).optional(),
  }),
);

/** BPF programs that hang on an interface by themselves (tcx), not in a queueing discipline: bpftool-net(8). */
export const programs: Part = {
  what: 'BPF program',
  read: 'bpftool -j net',
  entries: (text) =>
    entriesOfLines(
      attachments
        .parse(JSON.parse(text))
        .flatMap(({ tc = [] }) => tc)
        .filter(({ kind }) => kind.startsWith('tcx/'))
        .map(({ devname, kind, prog_id: id }) => `${kind.replace('/', '_')} id ${id} dev ${devname}`),
    ),
  follows: (change, { links }) => isNew(change) && !links.has(deviceOf(change.key) ?? ''),
  undo: (changes, { management }) =>
    changes
      .filter((change) => isNew(change) && !management.has(deviceOf(change.key) ?? ''))
      .map(({ key }) => command`bpftool net detach ${key.replace(/ id \d+/, '').split(' ')}`),
};

/** What keeps a BPF program or map: a name in the BPF file system. */
export const pins: Part = {
  what: 'BPF pin',
  read: 'shopt -s globstar nullglob; for pin in /sys/fs/bpf/**; do [ -d "$pin" ] || echo "$pin"; done; shopt -u globstar nullglob',
  entries: (text) => entriesOfLines(linesOf(text)),
  undo: (changes) => changes.filter(isNew).map(({ key }) => command`rm -f ${key}`),
};
