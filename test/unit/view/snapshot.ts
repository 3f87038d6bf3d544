import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';

/** Compares with the file in snapshots/. UPDATE_SNAPSHOTS=1 writes it; without that a missing one fails. */
export function matchesSnapshot(name: string, actual: string | undefined): void {
  assert.ok(actual, `nothing was drawn for ${name}`);
  const file = new URL(`snapshots/${name}`, import.meta.url);
  if (process.env['UPDATE_SNAPSHOTS'] === '1') return writeFileSync(file, `${actual}\n`);
  assert.equal(`${actual}\n`, readFileSync(file, 'utf8'), `${name} differs; UPDATE_SNAPSHOTS=1 if it should`);
}
