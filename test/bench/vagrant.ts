import { fileURLToPath } from 'node:url';
import { told } from '../told.js';
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
  const { message: rows, ended } = await told<readonly Row[]>(child);
  if (rows === undefined) throw new Error(`Measuring Vagrant ended with ${ended}.`);
  return rows;
}
