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
const { NETDIVE_CELLS: cells } = process.env;
// Loaded only then: a learner waits for the first cell.
const known = cells ? new (await import('./known-cells.js')).KnownCells(cells) : undefined;
quickenCompiler(tslab, (files) => known?.note(files));
known?.standBefore(tslab);
createRequire(tslab)(tslab);
installHook();
loadEarly(() => createRequire(import.meta.url)('../index.js'));
