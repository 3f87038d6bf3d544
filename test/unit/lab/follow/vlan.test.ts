import assert from 'node:assert/strict';
import type { Drop } from '../../../../lib/src/capture/journey/drop.js';
import { vlanEvidence } from '../../../../lib/src/lab/follow/vlan.js';
import { parseLinks } from '../../../../lib/src/parse/link.js';
import { recording } from '../../../fixtures/recording.js';

const links = parseLinks(recording('ip-link/bridge-with-ports'));
/** The same ports, which the other recording calls otherwise. */
const vlans = (name: string): string =>
  recording(`bridge-vlan/${name}`).replaceAll('"one"', '"port1"').replaceAll('"two"', '"port2"');
const drop = (ifname: string): Drop => ({ ifname, location: 'br_handle_frame_finish' }) as Drop;
const told = (ifname: string, name: string): Promise<Partial<Drop>> =>
  vlanEvidence(drop(ifname), links, (line) => {
    assert.equal(line, 'bridge -j vlan');
    return Promise.resolve(name === '' ? '[]' : vlans(name));
  });

describe('a bridge’s drop', () => {
  it('has to do with VLANs where another port is no member of that of the port it came in by', async () => {
    assert.deepEqual(await told('port1', 'ranges'), {
      means: 'vlan',
      evidence: [
        'bridge vlan: port1 has 20 PVID Egress Untagged',
        'bridge vlan: port2 has 1 PVID Egress Untagged, 10-15',
      ],
    });
  });

  it('has to do with VLANs where the port has none for a frame without a tag', async () => {
    const { means, evidence } = await told('port1', 'port-without-vlans');
    assert.equal(means, 'vlan');
    assert.deepEqual(evidence, ['bridge vlan: port2 has 1 PVID Egress Untagged']);
  });

  it('has nothing to do with them where all ports are members', async () => {
    const { means, evidence } = await told('port1', 'default');
    assert.equal(means, undefined);
    assert.equal(evidence!.length, 2);
  });

  it('is not asked about of a bridge that does not filter, nor of a device that is no port', async () => {
    const asked = (): Promise<string> => assert.fail('nothing to ask');
    assert.deepEqual(await vlanEvidence(drop('end1'), links, asked), {});
    assert.deepEqual(await vlanEvidence(drop('gone'), [], asked), {});
  });
});
