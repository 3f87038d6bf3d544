/** How large a packet may be on the way to an address, and what becomes of one that is larger. */
export interface PathMtu {
  /** The address. */
  readonly destination: string;
  /** The largest IP packet that gets through whole, in bytes, its IP header counted. */
  readonly mtu: number;
  /** What becomes of a packet that is one byte larger. There is none when the largest that was tried got through. */
  readonly tooLarge?: MtuProbe;
  /** Every size that was tried, the smallest first. Larger ones may fail in another way than `tooLarge`. */
  readonly probes: readonly MtuProbe[];
}

/** One size that was tried, with the order not to cut it into fragments (DF). */
export interface MtuProbe {
  /** The size of the IP packet, in bytes, its IP header counted. */
  readonly bytes: number;
  /** What became of it. */
  readonly outcome: MtuOutcome;
  /** Who refused it: the source address of the ICMP message. */
  readonly from?: string;
  /** The size that whoever refused it says would fit, in bytes. */
  readonly mtu?: number;
  /** What ping says of it. */
  readonly message?: string;
}

/**
 * `through`: a reply came. `local error`: the sender's own kernel did not send it, its device takes no packet of this size.
 * `frag needed`: an ICMP message came back. `silence`: nothing came back. `refused`: a refusal that has nothing to do with size.
 */
export type MtuOutcome = 'through' | 'local error' | 'frag needed' | 'silence' | 'refused';
