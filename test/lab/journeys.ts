import assert from 'node:assert/strict';
import type { Flight, Hop } from '../../lib/src/capture/journey/journey.js';

/** No addresses that come by themselves: what the kernel does of its own would be followed too. */
export const quiet = ['sysctl', '-qw', 'net.ipv6.conf.all.disable_ipv6=1', 'net.ipv6.conf.default.disable_ipv6=1'];

/** A sighting in one word: `node1/red/eth0 out`. */
export const place = ({ at }: Hop): string => `${at.host}/${at.netns}/${at.ifname} ${at.direction}`;

/** The one flight of that name. */
export function only(flights: readonly Flight[], name: RegExp): Flight {
  const found = flights.filter((one) => name.test(one.name));
  assert.equal(found.length, 1, `${name}: ${flights.map((one) => one.name).join('; ')}`);
  return found[0]!;
}

/** What its steps did to it, in words. */
export const says = ({ hops }: Flight): string[] => hops.flatMap(({ changes }) => changes.map((change) => change.says));
