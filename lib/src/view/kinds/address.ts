import type { Address, AddressRow } from '../../parse/address.js';
import type { Column } from '../columns.js';
import { inside, type Kind, keys, those } from './columns-of.js';

const FOREVER = 2 ** 32 - 1;

const columns: Column[] = [
  ...keys('ifname', 'family'),
  {
    title: 'address',
    value: ({ local, prefixlen }: Partial<Address>) => (local === undefined ? 'none' : `${local}/${prefixlen}`),
  },
  { title: 'peer', value: ({ local, address }: Partial<Address>) => (local === undefined ? undefined : address) },
  ...keys('scope'),
  { title: 'label', value: ({ label, ifname }: Address & AddressRow) => (label === ifname ? undefined : label) },
  {
    title: 'valid',
    value: ({ valid_life_time: valid = FOREVER }: Address) => (valid === FOREVER ? undefined : `${valid} s`),
  },
  {
    title: 'flags',
    value: (row: Address) => those(row, 'dynamic', 'tentative', 'dadfailed', 'deprecated', 'secondary', 'temporary'),
  },
];

/** An interface with its addresses: a line an address. */
export const address: Kind = { known: [['ifindex', 'addr_info']], lines: inside<AddressRow>('addr_info'), columns };

/** One address. */
export const addressLine: Kind = { known: [['family', 'local', 'prefixlen']], columns };
