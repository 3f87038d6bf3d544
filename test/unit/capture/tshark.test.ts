import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCapture } from '../../../lib/src/capture/capture-reader.js';
import type { Packet } from '../../../lib/src/capture/packet.js';
import { writePcapng } from '../../../lib/src/capture/write-pcapng.js';
import { asPackets } from './as-packets.js';
import { compare } from './compare.js';
import { generate, TUNNEL_PORT } from './generate.js';
import { tshark } from './tshark.js';

const captures = fileURLToPath(new URL('../../fixtures/captures', import.meta.url));
const recorded = existsSync(captures) ? readdirSync(captures).filter((name) => /\.pcap(ng)?$/.test(name)) : [];

/** Every field of every layer, value and bytes: what differs, and how many fields were compared. */
async function against(file: string, packets: readonly Packet[]): Promise<{ differences: string[]; compared: number }> {
  const theirs = await tshark(file);
  assert.equal(theirs.length, packets.length, 'tshark sees as many packets');
  const all = packets.map((packet, i) => compare(packet, theirs[i]!));
  const differences = all.flatMap((one, i) => one.differences.map((difference) => `packet ${i + 1}: ${difference}`));
  return { differences, compared: all.reduce((sum, { compared }) => sum + compared, 0) };
}

describe('what tshark decodes', () => {
  let folder: string;
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'netdive-tshark-'))));
  after(() => rm(folder, { recursive: true }));

  it('is what we decode, field by field and byte by byte, of generated packets of every protocol', async function () {
    this.timeout(120_000);
    const file = join(folder, 'generated.pcapng');
    const packets = asPackets(generate(3_000, Number(process.env.NETDIVE_SEED ?? 1)));
    await writeFile(file, writePcapng(packets));
    const { differences, compared } = await against(file, packets);
    assert.deepEqual(differences.slice(0, 20), []);
    assert.ok(compared > 90_000, `${compared} fields were compared`);
  });

  for (const name of recorded) {
    it(`is what we decode of ${name}, from the lab`, async function () {
      this.timeout(60_000);
      const file = join(captures, name);
      const { packets, fault } = readCapture(await readFile(file), new Set([TUNNEL_PORT]));
      assert.equal(fault, undefined);
      const { differences, compared } = await against(file, packets);
      assert.deepEqual(differences.slice(0, 20), []);
      assert.ok(compared >= packets.length, `${compared} fields were compared`);
    });
  }
});
