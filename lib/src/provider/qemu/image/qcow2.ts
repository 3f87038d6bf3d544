import { closeSync, openSync, readSync } from 'node:fs';

/** What the header of a qcow2 file says (QEMU's docs/interop/qcow2.txt). */
export interface Qcow2 {
  /** The file that this one lies over. */
  readonly backing?: string;
  /** Whether its data is in yet another file. */
  readonly externalData: boolean;
}

/** Reads a qcow2 file's header, or undefined where the file is none. QEMU need not be there. */
export function readQcow2(path: string): Qcow2 | undefined {
  const header = Buffer.alloc(2_048);
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return undefined;
  }
  try {
    readSync(file, header, 0, header.length, 0);
    if (header.toString('latin1', 0, 4) !== 'QFI\xfb') return undefined;
    const size = header.readUInt32BE(16);
    const externalData = header.readUInt32BE(4) >= 3 && (header.readUInt32BE(76) & 4) !== 0;
    const offset = Number(header.readBigUInt64BE(8));
    if (offset === 0) return { externalData };
    const name = Buffer.alloc(Math.min(size, 4_096));
    readSync(file, name, 0, name.length, offset);
    return { backing: name.toString(), externalData };
  } finally {
    closeSync(file);
  }
}
