import { mkdirSync, renameSync, writeFileSync } from 'node:fs';

/** Makes a folder for its owner only. */
export function privateFolder(path: string): string {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  return path;
}

/** Writes the whole file or none of it, readable by its owner only. */
export function writeAtomically(path: string, content: string): void {
  const beside = `${path}.${process.pid}.new`;
  writeFileSync(beside, content, { mode: 0o600 });
  renameSync(beside, path);
}
