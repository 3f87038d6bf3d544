import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTargets } from '../../../lib/src/transport/read-targets.js';
import { formatSshConfig, parseSshConfig, type SshConfigEntry } from '../../../lib/src/transport/ssh-config.js';

const plain: SshConfigEntry = {
  host: 'node1',
  hostName: '127.0.0.1',
  port: 2222,
  user: 'root',
  identityFile: "/home/it's me/100% #1/key",
  knownHostsFile: '/home/it/known hosts',
};
const entry: SshConfigEntry = { ...plain, hostKeyAlias: 'netdive-node1' };

describe('an ssh_config', () => {
  it('is read as it was written', () => {
    const other: SshConfigEntry = { ...plain, host: 'node2', hostName: '::1' };
    assert.deepEqual(parseSshConfig(formatSshConfig([entry, other])), [entry, other]);
  });

  it('is read by OpenSSH in the same way', function () {
    if (spawnSync('ssh', ['-V']).error) this.skip();
    const file = join(mkdtempSync(join(tmpdir(), 'netdive-config-')), 'config');
    writeFileSync(file, formatSshConfig([entry]));
    const read = execFileSync('ssh', ['-G', '-F', file, 'node1'], { encoding: 'utf8' });
    rmSync(join(file, '..'), { recursive: true });
    for (const line of ['hostname 127.0.0.1', 'port 2222', 'user root', 'hostkeyalias netdive-node1']) {
      assert.match(read, new RegExp(`^${line}$`, 'm'));
    }
    assert.match(read, /^identityfile \/home\/it's me\/100%%? #1\/key$/m);
  });

  it('is understood as Vagrant prints it, patterns included', () => {
    const [node1, ...rest] = parseSshConfig(`Host node1
  HostName 192.168.121.7
  User vagrant
  Port 22
  StrictHostKeyChecking no
  IdentityFile "/home/a b/.vagrant/private_key"
  IdentitiesOnly yes

Host *
  UserKnownHostsFile /dev/null
`);
    assert.deepEqual(rest, []);
    assert.deepEqual(node1, {
      host: 'node1',
      hostName: '192.168.121.7',
      port: 22,
      user: 'vagrant',
      identityFile: '/home/a b/.vagrant/private_key',
      knownHostsFile: '/dev/null',
    });
  });

  it('that lacks something says what and where', () => {
    assert.throws(() => parseSshConfig('Host node1\n  User root\n'), /no IdentityFile for node1/);
  });

  it('cannot hold a double quote', () => {
    assert.throws(() => formatSshConfig([{ ...entry, identityFile: '/a"b' }]), { name: 'LabError' });
  });
});

describe('the targets of an ssh_config', () => {
  let directory: string;
  const file = (name: string): string => join(directory, name);

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'netdive config-'));
    writeFileSync(file('key'), 'KEY\n');
    writeFileSync(
      file('ssh_config'),
      formatSshConfig([{ ...entry, identityFile: file('key'), knownHostsFile: file('known_hosts') }]),
    );
  });

  afterEach(() => rmSync(directory, { recursive: true }));

  it('carry the keys themselves', async () => {
    writeFileSync(file('known_hosts'), '# ours\nother ssh-ed25519 AAA1\nx,netdive-node1 ssh-ed25519 AAA2 comment\n');
    assert.deepEqual(
      await readTargets(file('ssh_config')),
      new Map([
        [
          'node1',
          {
            host: 'node1',
            hostName: '127.0.0.1',
            port: 2222,
            user: 'root',
            privateKey: 'KEY\n',
            hostKey: 'ssh-ed25519 AAA2',
          },
        ],
      ]),
    );
  });

  it('need a host key, and the error tells how to get it', async () => {
    writeFileSync(file('known_hosts'), 'other ssh-ed25519 AAA1\n');
    await assert.rejects(readTargets(file('ssh_config')), /has no key for netdive-node1[^]*ssh-keyscan/);
  });

  it('need the file', async () => {
    await assert.rejects(readTargets(file('none')), { name: 'LabError', message: /is not there[^]*netdive up/ });
  });
});
