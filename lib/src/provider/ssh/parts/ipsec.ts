import { entriesOfLines, linesOf, type Part } from '../part.js';

/** Without the counters of what came. */
const legible = (line: string): string =>
  line
    .replace(/\\\s*replay-window .*/, '')
    .replaceAll('\\', ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

/**
 * IPsec: what is encrypted, and how, without the keys (ip-xfrm(8)). No chapter makes any: it is told, and left. A socket's own
 * policies go with it. Where the kernel part is not loaded, the program would load it.
 */
export const ipsec: Part = {
  what: 'IPsec state or policy',
  read: '[ ! -e /sys/module/xfrm_user ] || { ip -o xfrm state list nokeys; ip -o xfrm policy; }',
  entries: (text) =>
    entriesOfLines(
      linesOf(text)
        .map(legible)
        .filter((line) => !/ socket (in|out|fwd) /.test(line)),
    ),
  undo: () => [],
};
