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
  const asked = new Map<string, Promise<string>>();
  const told: Drop[] = [];
  for (const drop of drops) {
    const index = machines.findIndex(({ target }) => target.host === drop.host);
    const ask = (line: string): Promise<string> => {
      const key = JSON.stringify([index, drop.netns, line]);
      // One that is gone, or has no nft, has nothing to say.
      const answer =
        asked.get(key) ??
        machines[index]!.run(line, { netns: drop.netns }).then(({ stdout, exitCode }) =>
          exitCode === 0 ? stdout : '',
        );
      asked.set(key, answer);
      return answer;
    };
    const links = facts[index]!.namespaces.find(({ name }) => name === drop.netns)?.links ?? [];
    if (drop.reason === 'NETFILTER_DROP')
      told.push({ ...drop, evidence: ruleEvidence(await ask('nft list ruleset'), drop.stack) });
    else if (drop.location.startsWith('br_')) told.push({ ...drop, ...(await vlanEvidence(drop, links, ask)) });
    else told.push(drop);
    await pause();
  }
  return told;
}
