// Loaded by the kernelspec before tslab starts, so that the first cell is known too:
//   node --import <this file> <tslab> kernel --config-path {connection_file}
import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { quickenCompiler } from './compiler.js';
import { installHook } from './hook.js';
import { loadEarly } from './load-early.js';

/** tslab runs the copy that is nearest to the notebook, wherever it was started from. */
function findTslab(): string {
  try {
    return createRequire(join(process.cwd(), 'cell.js')).resolve('tslab/dist/jupyter.js');
  } catch {
    return createRequire(realpathSync(process.argv[1] ?? '')).resolve('../dist/jupyter.js');
  }
}

const tslab = findTslab();
quickenCompiler(tslab);
createRequire(tslab)(tslab);
installHook();
loadEarly(() => createRequire(import.meta.url)('../index.js'));
