import { findProvider, forgetProvider } from '../provider/find.js';
import { endLeftover } from '../provider/qemu/leftovers.js';
import { allLeftovers } from '../setup/running.js';
import { steps } from './steps.js';
import { LAB, labOf, tellLeft, type Verb } from './verb.js';

export const down: Verb = {
  name: 'down',
  summary: 'end the machines; what was configured in them is gone',
  options: [LAB, ['--leftovers', 'instead: end and remove what belongs to no living lab; no lab that runs is touched']],
  async run(call) {
    if (call.options.leftovers === true) return endLeftovers();
    const provider = findProvider(labOf(call));
    const title =
      provider.terms === undefined ? 'Ending the machines' : 'Taking back what the course made; the machines stay';
    let left: readonly string[] = [];
    await steps([{ title, work: async () => (left = await provider.down()) }]);
    forgetProvider(labOf(call));
    tellLeft(left);
  },
};

async function endLeftovers(): Promise<void> {
  const found = allLeftovers();
  if (found.length === 0) process.stdout.write('Nothing is left over.\n');
  for (const leftover of found) {
    await endLeftover(leftover);
    process.stdout.write(`${leftover.process === undefined ? 'removed' : 'ended'} ${leftover.what}\n`);
  }
}
