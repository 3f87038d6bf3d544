/**
 * UDP ports by which IP packets travel with no header of a tunnel’s: what a program reads from a tun device it sends as it is, as
 * socat does. Nothing in such a datagram says so. Who knows the program knows its port.
 */
export type TunnelPorts = ReadonlySet<number>;

export const NO_PORTS: TunnelPorts = new Set();
