import type { Drop } from './drop.js';
import { DROP_REASONS } from './drop-reasons.js';
import type { End, Hop } from './journey.js';
import { inNetns, placeText } from './place-text.js';

/**
 * What a drop says about a packet; undefined where it says nothing, because the packet had got where it was going.
 * @param hops where the packet was seen
 */
export function endOf(drop: Drop, hops: readonly Hop[]): End | undefined {
  const row =
    DROP_REASONS.find(({ means }) => drop.means !== undefined && means === drop.means) ??
    DROP_REASONS.find(
      ({ location, reason }) => (location?.test(drop.location) ?? true) && (reason?.test(drop.reason) ?? true),
    );
  if (row !== undefined && row.means === undefined) return undefined;
  const { host, netns, ifname, location, reason } = drop;
  const after = lastHop(drop, hops);
  const device = ifname ?? (after === undefined ? undefined : hops[after]!.at.ifname);
  return {
    ...(after !== undefined && { after }),
    host,
    netns,
    ...(device !== undefined && { ifname: device }),
    reason: row?.means ?? 'other',
    says: `${row?.says ?? 'The kernel threw it away'} (${placeText(host, netns, device)}).`,
    evidence: [
      `kfree_skb: ${reason} in ${location}${ifname === undefined ? '' : `, device ${ifname}`}`,
      ...(drop.evidence ?? []),
    ],
    ...(row?.look !== undefined && { look: inNetns(netns, row.look.replace('DEV', device ?? 'all')) }),
  };
}

/** The last sighting that the drop can have come after: at its device, else in its namespace, else on its machine. */
function lastHop(drop: Drop, hops: readonly Hop[]): number | undefined {
  const last = (fits: (hop: Hop) => boolean): number | undefined => {
    const index = hops.findLastIndex(fits);
    return index < 0 ? undefined : index;
  };
  return (
    last(({ at }) => at.host === drop.host && at.netns === drop.netns && at.ifname === drop.ifname) ??
    last(({ at }) => at.host === drop.host && at.netns === drop.netns) ??
    last(({ at }) => at.host === drop.host)
  );
}
