import { type KnownMistake } from './mistake.js';

/** What socat says as a tunnel’s end. */
export const overlay: readonly KnownMistake[] = [
  {
    says: /missing netmask delimiter/,
    command: /\bsocat\b/,
    means: '`TUN` of socat wants an address with its prefix, or none at all.',
    mend: 'Write `TUN:10.9.0.1/24,tun-name=tun0`, or `TUN,tun-name=tun0` and give the address later.',
  },
  {
    says: /read\(.*Connection refused/,
    command: /\bsocat\b.*\bUDP4?:/,
    means: 'Nobody listens on that UDP port: the other machine said so by ICMP, and socat ends at an error.',
    mend: 'Start the other end, then this one again. `ss -lnup` and `ss -nup` on the other machine show whether its end is there.',
  },
];
