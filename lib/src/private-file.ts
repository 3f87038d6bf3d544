import { mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileFault } from './file-fault.js';

/** Makes a folder for its owner only. Throws a LabError that says why it cannot be, and how to have it elsewhere. */
export function privateFolder(path: string): string {
  try {
    make(path);
  } catch (error) {
    throw fileFault(error, path) ?? error;
  }
  return path;
}

/** Folder by folder: Node's own `recursive` calls a read-only file system a missing folder. */
function make(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || dirname(path) === path) throw error;
    make(dirname(path));
    make(path);
  }
}

/** Writes the whole file or none of it, readable by its owner only where no other mode is given. */
export function writeAtomically(path: string, content: string, mode = 0o600): void {
  const beside = `${path}.${process.pid}.new`;
  writeFileSync(beside, content, { mode });
  renameSync(beside, path);
}
