import { command } from '../../../transport/quote.js';
import { entriesOfLines, isNew, linesOf, type Part } from '../part.js';

/**
 * Named network namespaces (ip-netns(8)). A network card goes back to the machine before its namespace goes: the kernel
 * would bring it back too, but later, and only when nobody holds the namespace any more.
 */
export const namespaces: Part = {
  what: 'namespace',
  read: '(cd /run/netns 2> /dev/null && printf "%s\\n" *) || :',
  entries: (text) => entriesOfLines(linesOf(text).filter((name) => name !== '*')),
  undo: (changes) =>
    changes.filter(isNew).map(({ key }) => {
      const cards = command`ip netns exec ${key} sh -c 'cd /sys/class/net && ls -d */device'`;
      const back = command`ip -n ${key} link set dev`;
      return `for nic in $(${cards}); do ${back} "\${nic%/device}" netns 1; done; ${command`ip netns del ${key}`}`;
    }),
};
