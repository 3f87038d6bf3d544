import { createHash } from 'node:crypto';
import type { Progress } from '../../progress.js';
import { accelerator } from './accelerator.js';
import { COMMON } from './acquaint.js';
import { ensureImage, type BuiltImage } from './image.js';
import { qemuArguments, type Accelerator } from './machine.js';
import { qemuVersion } from './version.js';

/** All that a saved machine depends on. */
export interface Basis {
  readonly image: BuiltImage;
  readonly accelerator: Accelerator;
  readonly version: string;
}

/** What this computer's machines stand on; the image with the layers is built where it is missing. */
export async function findBasis(
  progress: Progress,
  signal?: AbortSignal,
  layers: readonly string[] = [],
): Promise<Basis> {
  const version = await qemuVersion();
  const image = await ensureImage(progress, signal, layers);
  return { image, version, accelerator: await accelerator(image, version, progress) };
}

/** The basis as a short name. A snapshot is loaded only on the basis that it was saved on; it fits no other. */
export function setKey({ image, accelerator, version }: Basis): string {
  const shape = qemuArguments({
    node: 'node1',
    accelerator,
    kernel: '',
    initrd: '',
    disk: '',
    sockets: '',
  });
  return createHash('sha256')
    .update(JSON.stringify([image.key, image.digest, version, shape, COMMON]))
    .digest('hex')
    .slice(0, 12);
}
