import { parseAddresses } from '../../../parse/address.js';
import { IP_ADDRESS, fromWords, goesWithItsDevice, isGone, isManagement, isNew, type Part } from '../part.js';

/** Addresses that somebody gave: not those of DHCP or of a router's advertisement, nor link-local ones, which the kernel makes. */
export const addresses: Part = {
  what: 'address',
  read: IP_ADDRESS,
  entries: (text) =>
    new Map(
      parseAddresses(text).flatMap((row) =>
        (row.addr_info ?? []).flatMap((address) => {
          const { local, prefixlen, broadcast, label, scope } = address;
          const more = address as unknown as Record<string, unknown>;
          if (local === undefined || more.dynamic || more.temporary || more.protocol === 'kernel_ll') return [];
          if (scope === 'link' && local.startsWith('fe80:')) return [];
          const peer = typeof more.address === 'string' ? more.address : undefined;
          const words = [
            ...(broadcast === undefined ? [] : ['broadcast', broadcast]),
            ...(label === undefined ? [] : ['label', label]),
            ...['scope', scope],
            ...['nodad', 'noprefixroute', 'home', 'mngtmpaddr'].filter((flag) => more[flag] === true),
          ];
          const key = `${local}${peer === undefined ? '' : ` peer ${peer}`}/${prefixlen} dev ${row.ifname}`;
          return [[key, words.join(' ')] as const];
        }),
      ),
    ),
  follows: goesWithItsDevice,
  undo: (changes, ground) =>
    changes
      .filter(({ key }) => !isManagement(key, ground))
      .flatMap((change) => [
        ...(isGone(change) ? [] : [fromWords(`ip address del ${change.key}`)]),
        ...(isNew(change) ? [] : [fromWords(`ip address add ${change.key} ${change.before}`)]),
      ]),
};
