import { display } from '../kernel/display.js';
import type { Progress } from '../progress.js';
import type { Provider, Wanted } from '../provider/provider.js';

/** Both machines clean; the cell shows what could not be undone on machines that cannot be put back whole. */
export async function cleanMachines(provider: Provider, progress: Progress, wanted: Wanted): Promise<void> {
  const left = await provider.reset(progress, wanted);
  if (left.length > 0) display({ text: left.join('\n') });
}
