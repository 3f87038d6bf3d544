import * as z from 'zod';
import { command } from '../../../transport/quote.js';
import { isGone, isNew, type Change, type Part } from '../part.js';

const object = z.looseObject({
  family: z.string(),
  name: z.string().optional(),
  table: z.string().optional(),
  chain: z.string().optional(),
  policy: z.string().optional(),
  handle: z.number().optional(),
});
const ruleset = z.object({ nftables: z.array(z.record(z.string(), z.unknown())) });

/** Deleted in this order: what is used after what uses it. */
const KINDS = ['rule', 'chain', 'map', 'set', 'flowtable'];

/**
 * nftables' ruleset (nft(8)), which iptables-nft writes into too. What is new goes: a table whole; in a table that was
 * there before only what is new in it. What is gone from such a table is its owner's to put back.
 */
export const firewall: Part = {
  what: 'nftables object',
  read: 'nft -j -s list ruleset',
  entries(text) {
    const entries = new Map<string, string>();
    for (const [kind, value] of ruleset.parse(JSON.parse(text)).nftables.flatMap(Object.entries<unknown>)) {
      if (kind === 'metainfo') continue;
      const { handle, ...rest } = object.parse(value);
      const { family, table = rest.name, chain = rest.name, policy = '' } = rest;
      const named = `${kind} ${family} ${table} ${chain}`;
      if (kind !== 'rule') {
        entries.set(named, policy);
        continue;
      }
      const rule = `${named} ${JSON.stringify(rest)}`;
      let key = rule;
      // The same rule may stand in a chain more than once.
      for (let copy = 2; entries.has(key); copy++) key = `${rule} ${copy}`;
      entries.set(key, String(handle));
    }
    return entries;
  },
  // A rule that was made again has another handle, and is the same.
  follows: (change) => change.key.startsWith('rule ') && !isNew(change) && !isGone(change),
  undo(changes) {
    const made = changes.filter(isNew);
    const tables = made.map(({ key }) => key.split(' ')).filter(([kind]) => kind === 'table');
    const inNoNewTable = ({ key }: Change): boolean => {
      const [, family, table] = key.split(' ');
      return !tables.some(([, itsFamily, name]) => itsFamily === family && name === table);
    };
    return [
      ...tables.map(([, family = '', table = '']) => command`nft delete table ${family} ${table}`),
      ...KINDS.flatMap((kind) =>
        made.filter((change) => change.key.startsWith(`${kind} `) && inNoNewTable(change)).map(deletion),
      ),
      ...changes.filter((change) => !isNew(change) && !isGone(change) && change.key.startsWith('chain ')).map(policy),
    ];
  },
};

function deletion({ key, now }: Change): string {
  const [kind = '', family = '', table = '', name = ''] = key.split(' ');
  return kind === 'rule'
    ? command`nft delete rule ${[family, table, name]} handle ${now!}`
    : command`nft delete ${[kind, family, table, name]}`;
}

function policy({ key, before }: Change): string {
  const [, family = '', table = '', name = ''] = key.split(' ');
  return command`nft chain ${[family, table, name]} ${`{ policy ${before}; }`}`;
}
