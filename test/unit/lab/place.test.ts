import assert from 'node:assert/strict';
import { Place } from '../../../lib/src/lab/place.js';
import type { Connection } from '../../../lib/src/transport/connection.js';
import type { Result } from '../../../lib/src/transport/result.js';

describe('a failed command', () => {
  /** Where every command fails in the same way. */
  const failing = (said: Partial<Result>): Place => {
    const run = (command: string): Promise<Result> =>
      Promise.resolve({
        ...{ host: 'node1', netns: '', stdout: '', stderr: '', durationMs: 1, timedOut: false },
        ...{ command, exitCode: 1, ...said },
      });
    return new Place('node1', '', () => ({ run }) as unknown as Connection);
  };

  /** A script as a cell writes it: between backticks, and nothing interpolated. */
  const run = (place: Place, script: string): Promise<Result> =>
    place.$(Object.assign([script], { raw: [script] }) as TemplateStringsArray);

  it('has the hint for the line that failed, not for another line of its script', async () => {
    const node1 = failing({ stderr: 'RTNETLINK answers: File exists', failedLine: 2 });
    const script = ['ip addr add 10.0.0.1/24 dev veth0', 'ip route add default via 10.0.0.2'].join('\n');
    await assert.rejects(run(node1, script), /There is a route to this/);
  });

  it('has one where the command complained of nothing, as a ping that nobody answers', async () => {
    const node1 = failing({ stdout: '1 packets transmitted, 0 received, 100% packet loss, time 0ms' });
    await assert.rejects(node1.$`ping -c 1 10.0.0.2`, /100% packet loss[^]*`ip link set NAME up`/);
  });
});
