import { mkdir, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The name that the notebooks' metadata carry, and Jupyter finds the kernel by. */
export const kernelName = 'netdive';

/** What Jupyter reads to start the kernel. */
export interface KernelSpec {
  readonly argv: readonly string[];
  readonly display_name: string;
  readonly language: string;
  readonly interrupt_mode: 'signal';
}

/** What a notebook says of its kernel. */
export const courseKernel: Readonly<Record<'name' | 'display_name' | 'language', string>> = {
  name: kernelName,
  display_name: 'netdive (TypeScript)',
  language: 'typescript',
};

/** The kernel of this checkout: tslab on the Node that runs us, with our preload; no PATH is asked. */
export function kernelSpec(): KernelSpec {
  const tslab = createRequire(import.meta.url).resolve('tslab/bin/tslab');
  // The compiled one, also where this is called from the sources: Node and the cells run no other.
  const preload = new URL('../../dist/kernel/preload.js', import.meta.url).href;
  return {
    argv: [process.execPath, '--import', preload, tslab, 'kernel', '--config-path', '{connection_file}'],
    display_name: courseKernel.display_name,
    language: courseKernel.language,
    interrupt_mode: 'signal',
  };
}

/**
 * Writes the kernel where the Jupyter of a virtual environment finds it.
 * @param prefix the environment's folder
 * @returns the written file
 * @example await writeKernelSpec('.venv');
 */
export async function writeKernelSpec(prefix: string): Promise<string> {
  const folder = join(prefix, 'share', 'jupyter', 'kernels', kernelName);
  const file = join(folder, 'kernel.json');
  await mkdir(folder, { recursive: true });
  const fresh = `${file}.${process.pid}`;
  await writeFile(fresh, `${JSON.stringify(kernelSpec(), undefined, 2)}\n`);
  await rename(fresh, file);
  return file;
}
