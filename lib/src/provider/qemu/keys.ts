import { execa } from 'execa';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

export interface KeyPair {
  /** OpenSSH's own format. */
  readonly privateKey: string;
  /** One line: type, key and comment. */
  readonly publicKey: string;
}

/**
 * A new Ed25519 key pair, for a lab's user or for one of its machines, by ssh-keygen(1). (ssh2's generator takes leading
 * zeros off the numbers that a key is made of: OpenSSH cannot read one of its keys in two hundred.)
 * @param folder where only we can read; nothing stays there
 */
export async function keyPair(comment: string, folder: string): Promise<KeyPair> {
  const place = await mkdtemp(join(folder, '.key-'));
  try {
    const file = join(place, 'key');
    await execa('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', comment, '-f', file], { stdin: 'ignore' });
    const [privateKey, publicKey] = await Promise.all([readFile(file, 'utf8'), readFile(`${file}.pub`, 'utf8')]);
    return { privateKey, publicKey: publicKey.trim() };
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}
