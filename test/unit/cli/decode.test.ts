import assert from 'node:assert/strict';
import { execa } from 'execa';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Layer } from '../../../lib/src/capture/packet.js';

const captures = fileURLToPath(new URL('../../fixtures/captures', import.meta.url));
const program = fileURLToPath(new URL('../../../lib/bootstrap.mjs', import.meta.url));
const decode = (...args: string[]) =>
  execa(process.execPath, [program, 'decode', ...args], { reject: false, stdin: 'ignore' });

describe('netdive decode', function () {
  this.timeout(30_000);
  const folder = mkdtempSync(join(tmpdir(), 'netdive-decode-'));
  after(() => rmSync(folder, { recursive: true }));

  it('tells a capture packet by packet', async () => {
    const { stdout, stderr, exitCode } = await decode(join(captures, 'arp-ping.pcap'));
    assert.deepEqual([exitCode, stderr], [0, '']);
    const lines = stdout.split('\n');
    assert.match(lines[0]!, /^ +1 +0\.000000 .*arp/);
    assert.ok(
      lines.some((line) => /icmp/.test(line)),
      stdout,
    );
  });

  it('gives each field with its bytes, a packet a line, with --json', async () => {
    const { stdout, exitCode } = await decode('--json', join(captures, 'vxlan.pcap'));
    assert.equal(exitCode, 0);
    const packets = stdout
      .split('\n')
      .map((line) => JSON.parse(line) as { time: string; captured: number; layers: Layer[] });
    const carried = packets.find(({ layers }) => layers.some(({ protocol }) => protocol === 'vxlan'))!;
    const vni = carried.layers.find(({ protocol }) => protocol === 'vxlan')!.fields.find(({ name }) => name === 'vni')!;
    assert.equal(typeof vni.value, 'number');
    assert.equal(vni.length, 3);
    for (const { time } of packets) assert.match(time, /^1\d{18}$/); // nanoseconds: more than JSON’s readers keep of a number
    for (const { captured, layers } of packets)
      for (const { fields } of layers) for (const { offset, length } of fields) assert.ok(offset + length <= captured);
  });

  it('looks into the UDP of a tunnel where its port is given', async () => {
    const file = join(captures, 'ip-in-udp.pcap');
    assert.doesNotMatch((await decode(file)).stdout, /icmp/);
    const { stdout, exitCode } = await decode(file, '--tunnel', '8285,9000');
    assert.equal(exitCode, 0);
    assert.match(stdout, /udp 9000 > 9000, ipv4 10\.77\.0\.1 > 10\.77\.0\.2 ttl 64, icmp echo request/);
    const wrong = await decode(file, '--tunnel', '9000,x');
    assert.equal(wrong.exitCode, 1);
    assert.match(wrong.stderr, /x is no UDP port\.[^]*--tunnel 9000,9001/);
  });

  it('tells what is there of a file that is cut, then where it ends, and fails', async () => {
    const bytes = await readFile(join(captures, 'arp-ping.pcap'));
    const cut = join(folder, 'cut.pcap');
    writeFileSync(cut, bytes.subarray(0, bytes.length - 5));
    const { stdout, stderr, exitCode } = await decode(cut);
    assert.equal(exitCode, 1);
    assert.match(stdout, /^ +1 /);
    assert.match(stderr, /cut\.pcap ends inside a packet, \d+ bytes from its start/);
  });

  it('says of what is no capture what it is, and of a file that is not there what to give', async () => {
    const text = join(folder, 'text\u001b[2J');
    writeFileSync(text, 'no capture');
    const wrong = await decode(text);
    assert.equal(wrong.exitCode, 1);
    assert.match(wrong.stderr, /is no capture[^]*tcpdump -w/);
    assert.doesNotMatch(wrong.stderr, /\u001b\[2J/);
    assert.match((await decode(join(folder, 'none'))).stderr, /There is no file .*none\.[^]*Give the path/);
    assert.match((await decode(folder)).stderr, /This is a folder/);
  });
});
