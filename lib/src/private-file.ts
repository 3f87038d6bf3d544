import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { fileFault } from './file-fault.js';

/** Makes a folder for its owner only. Throws a LabError that says why it cannot be, and how to have it elsewhere. */
export function privateFolder(path: string): string {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw fileFault(error, path) ?? error;
  }
  return path;
}

/** Writes the whole file or none of it, readable by its owner only. */
export function writeAtomically(path: string, content: string): void {
  const beside = `${path}.${process.pid}.new`;
  writeFileSync(beside, content, { mode: 0o600 });
  renameSync(beside, path);
}
