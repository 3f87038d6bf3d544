import ssh2 from 'ssh2';

export interface KeyPair {
  /** OpenSSH's own format. */
  readonly privateKey: string;
  /** One line: type, key and comment. */
  readonly publicKey: string;
}

/** A new Ed25519 key pair, for a lab's user or for one of its machines. */
export function keyPair(comment: string): KeyPair {
  const { private: privateKey, public: publicKey } = ssh2.utils.generateKeyPairSync('ed25519', { comment });
  return { privateKey, publicKey };
}
