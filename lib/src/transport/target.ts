/** How to reach one machine by SSH. */
export interface Target {
  /** What the course calls it, such as `node1`. */
  readonly host: string;
  /** A name or an address to connect to. */
  readonly hostName: string;
  readonly port: number;
  readonly user: string;
  /** The text of a private key without a passphrase, OpenSSH or PEM. */
  readonly privateKey: string;
  /** The keys the machine may show, a line each: `ssh-ed25519 AAAA...`. */
  readonly hostKey: string;
}
