import { fileURLToPath } from 'node:url';
import { besideLibvirt, whyNotBesideLibvirt } from '../vagrant/beside-libvirt.js';
import type { Row } from './row.js';

/** What Vagrant takes for the same: none of these rows where it is not there, and the reason is told. */
export async function vagrant(): Promise<readonly Row[]> {
  const unable = await whyNotBesideLibvirt();
  if (unable !== undefined) {
    console.error(`without Vagrant: ${unable}`);
    return [];
  }
  const child = besideLibvirt(fileURLToPath(new URL('vagrant-rows.ts', import.meta.url)), []);
  return new Promise((resolve, reject) => {
    let rows: readonly Row[] | undefined;
    child.on('message', (message) => (rows = message as readonly Row[]));
    child.on('error', reject);
    child.on('exit', (code) =>
      rows === undefined ? reject(new Error(`Measuring Vagrant ended with ${code}.`)) : resolve(rows),
    );
  });
}
