import type { Drop } from '../../capture/journey/drop.js';
import type { Connection } from '../../transport/connection.js';
import type { Pause } from '../../pauses.js';
import type { MachineFacts } from '../facts.js';
import { ruleEvidence } from './firewall.js';
import type { WatchedDrop } from './drop-watch.js';
import { vlanEvidence } from './vlan.js';

/**
 * Drops with what the machine says of their cause: the rule of a firewall, the VLANs of a bridge’s ports.
 * @param facts of the machines, in their order
 */
export async function explained(
  drops: readonly WatchedDrop[],
  machines: readonly Connection[],
  facts: readonly MachineFacts[],
  pause: Pause,
): Promise<Drop[]> {
  const answers = new Map<string, string>();
  const told: Drop[] = [];
  for (const drop of drops) {
    const index = machines.findIndex(({ target }) => target.host === drop.host);
    const ask = async (line: string): Promise<string> => {
      const key = JSON.stringify([index, drop.netns, line]);
      const before = answers.get(key);
      if (before !== undefined) return before;
      const { stdout, exitCode } = await machines[index]!.run(line, { netns: drop.netns });
      // One that is gone, or has no nft, has nothing to say.
      const answer = exitCode === 0 ? stdout : '';
      answers.set(key, answer);
      return answer;
    };
    if (drop.reason === 'NETFILTER_DROP')
      told.push({ ...drop, evidence: ruleEvidence(await ask('nft list ruleset'), drop.stack) });
    else if (drop.location.startsWith('br_')) {
      const links = facts[index]!.namespaces.find(({ name }) => name === drop.netns)?.links ?? [];
      told.push({ ...drop, ...(await vlanEvidence(drop, links, ask)) });
    } else told.push(drop);
    await pause();
  }
  return told;
}
