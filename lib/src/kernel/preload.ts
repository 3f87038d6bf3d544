// Loaded by the kernelspec before tslab starts, so that the first cell is known too:
//   node --import <this file> <tslab> kernel --config-path {connection_file}
import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { installHook } from './hook.js';
import { loadEarly } from './load-early.js';

/** tslab runs the copy that is nearest to the notebook, wherever it was started from. */
function loadTslab(): void {
  try {
    createRequire(join(process.cwd(), 'cell.js'))('tslab/dist/jupyter.js');
  } catch {
    createRequire(realpathSync(process.argv[1] ?? ''))('../dist/jupyter.js');
  }
}

loadTslab();
installHook();
loadEarly(() => createRequire(import.meta.url)('../index.js'));
