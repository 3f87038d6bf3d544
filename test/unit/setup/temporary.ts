import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for one `describe`, gone after it. */
export function temporaryFolder(): () => string {
  let folder = '';
  before(() => void (folder = mkdtempSync(join(tmpdir(), 'netdive-setup-'))));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return () => folder;
}

/** Writes a program that the shell runs. */
export function writeProgram(path: string, script: string): void {
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
}
