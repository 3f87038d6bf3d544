/** A setting that is not what it was. */
export interface Setting {
  /** Its key, with those that it is inside of: `linkinfo.info_data.vlan_filtering`. */
  readonly path: string;
  readonly was: unknown;
  readonly is: unknown;
}

/** What moves by itself: times that run, counters, and who asked how often. */
const restless =
  /^(stats64|valid_life_time|preferred_life_time|expires|cache|refcnt|used|confirmed|updated|probes|fdb_n_learned|.*_timer)$/;

/**
 * What differs between two rows of iproute2, but for what moves by itself. Lists are compared without their order.
 * @example settingsOf({ mtu: 1500 }, { mtu: 1400 }) // [{ path: 'mtu', was: 1500, is: 1400 }]
 */
export function settingsOf(was: object, is: object): Setting[] {
  const [before, after] = [flat(was), flat(is)];
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((path) => ({ path, was: before.get(path), is: after.get(path) }))
    .filter((setting) => inOrder(setting.was) !== inOrder(setting.is));
}

function flat(row: object, within = ''): Map<string, unknown> {
  return new Map(
    Object.entries(row).flatMap(([key, value]): [string, unknown][] => {
      if (restless.test(key) || value === undefined) return [];
      return typeof value === 'object' && value !== null && !Array.isArray(value)
        ? [...flat(value as object, `${within}${key}.`)]
        : [[within + key, value]];
    }),
  );
}

function inOrder(value: unknown): string {
  return Array.isArray(value)
    ? value
        .map((one) => JSON.stringify(one))
        .sort()
        .join()
    : (JSON.stringify(value) ?? '');
}
