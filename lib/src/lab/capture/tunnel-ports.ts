import type { TunnelPorts } from '../../capture/tunnel-ports.js';
import { parseUdpPorts } from '../../parse/udp-ports.js';
import { CommandError } from '../../transport/command-error.js';
import type { Connection } from '../../transport/connection.js';
import { whole } from '../whole.js';

/**
 * Of each process that holds a tun device, the UDP sockets, in the process's own namespace. The shell looks by itself: a program
 * that reads all of /proc takes an emulated machine four times as long. It need not look where the kernel has no such device
 * (/proc/misc), or nobody has opened it: who opens it holds its module.
 */
const ASK = `registered= held=
while read -r minor name; do [[ $name == tun ]] && registered=1; done < /proc/misc
[[ $registered ]] || exit 0
if [[ -e /sys/module/tun/refcnt ]]; then read -r held < /sys/module/tun/refcnt; fi
[[ $held != 0 ]] || exit 0
for fd in /proc/[0-9]*/fd/*; do
  [[ $fd -ef /dev/net/tun ]] || continue
  pid=\${fd#/proc/} pid=\${pid%%/*}
  nsenter -t $pid -n ss -Hanup | grep -F ",pid=$pid," || :
done`;

/**
 * The UDP ports of a machine's own tunnels: of programs that hold a tun device, as socat. What they read from it they send by
 * these.
 * @example await tunnelPorts(node1, signal) // Set { 9000 }
 */
export async function tunnelPorts(connection: Connection, signal: AbortSignal): Promise<TunnelPorts> {
  const result = await connection.run(ASK, { signal });
  if (result.exitCode !== 0) throw new CommandError(result);
  return new Set(parseUdpPorts(whole(result)));
}
