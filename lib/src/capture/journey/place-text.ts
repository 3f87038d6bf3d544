/**
 * Where something happened, in words.
 * @example placeText('node1', 'red', 'eth0') // 'node1, namespace red, eth0'
 */
export function placeText(host: string, netns: string, ifname: string | undefined): string {
  return [host, ...(netns === '' ? [] : [`namespace ${netns}`]), ...(ifname === undefined ? [] : [ifname])].join(', ');
}

/** A command as it is typed on the machine, for a namespace of it. */
export const inNetns = (netns: string, command: string): string =>
  netns === '' ? command : `ip netns exec ${netns} ${command}`;
