import assert from 'node:assert/strict';
import { execa } from 'execa';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Found } from '../../../lib/src/setup/prerequisite.js';
import { kvm } from '../../../lib/src/setup/kvm.js';
import { userNamespaces } from '../../../lib/src/setup/user-namespaces.js';
import { temporaryFolder } from './temporary.js';

const setup = new URL('../../../lib/src/setup/', import.meta.url).href;

/** What a probe finds in a user namespace, after a script of the shell's there. Undefined where there are none. */
async function inUserNamespace(as: readonly string[], script: string, probe: string): Promise<Found | undefined> {
  const code = `${probe}.then((found) => console.log(JSON.stringify(found)))`;
  const { stdout, failed } = await execa(
    'unshare',
    ['--user', ...as, 'sh', '-c', `${script}; exec "$@"`, 'sh', process.execPath, '--import', 'tsx', '-e', code],
    { reject: false },
  );
  return failed ? undefined : (JSON.parse(stdout) as Found);
}
const call = (file: string, name: string, argument: object): string =>
  `import('${setup}${file}.ts').then((probe) => probe.${name}(${JSON.stringify(argument)}))`;

describe('the probe of KVM', () => {
  const folder = temporaryFolder();
  const write = (name: string, text: string): string => {
    const file = join(folder(), name);
    writeFileSync(file, text);
    return file;
  };
  const nowhere = '/dev/no-such-device';

  it('notes a processor without virtualization, and one whose kernel module is not loaded', async () => {
    const without = await kvm({ device: nowhere, cpuinfo: write('cpu', 'flags\t\t: fpu vme\n'), answer: '' });
    assert.equal(without.state, 'note');
    assert.match(without.found, /emulated \(TCG\).*the processor offers no virtualization/);
    const intel = await kvm({ device: nowhere, cpuinfo: write('cpu', 'flags\t\t: fpu vmx vme\n'), answer: '' });
    assert.deepEqual([intel.state, intel.mend], ['note', 'sudo modprobe kvm_intel']);
    const amd = await kvm({ device: nowhere, cpuinfo: write('cpu', 'flags\t\t: fpu svm vme\n'), answer: '' });
    assert.equal(amd.mend, 'sudo modprobe kvm_amd');
  });

  it('notes a device that this user may not use, and names the group', async function () {
    const device = write('kvm', '');
    chmodSync(device, 0);
    // Nobody in there is root to what lies outside, not even root.
    const found = await inUserNamespace([], ':', call('kvm', 'kvm', { device, answer: '' }));
    if (found === undefined) return this.skip(); // no user namespaces here
    assert.equal(found.state, 'note');
    assert.match(found.found, /no permission to use/);
    assert.match(found.mend!, /^sudo usermod -aG kvm \$USER/);
  });

  it('tells what a trial machine said, and how to have it tried again', async () => {
    const device = write('device', '');
    const works = await kvm({ device, trial: () => Promise.resolve('kvm'), answer: '/a/b' });
    assert.equal(works.state, 'ok');
    const fails = await kvm({ device, trial: () => Promise.resolve('tcg'), answer: '/a/b' });
    assert.deepEqual([fails.state, fails.mend], ['note', "rm '/a/b'   # to have it tried again"]);
    assert.equal((await kvm({ device, answer: '' })).state, 'ok');
  });
});

describe('the probe of user namespaces', () => {
  const folder = temporaryFolder();
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder(), path)), { recursive: true });
    writeFileSync(join(folder(), path), text);
  };
  const probe = (): Promise<Found> =>
    userNamespaces({ uid: 1000, user: 'ada', sysctl: join(folder(), 'sys'), etc: join(folder(), 'etc') });

  it('needs nothing as root', async () => {
    assert.equal((await userNamespaces({ uid: 0, user: 'root', sysctl: '/nowhere' })).state, 'ok');
  });

  it('misses user numbers of one’s own, and says how to get them', async () => {
    write('etc/subuid', 'bob:100000:65536\n');
    const { state, found, mend } = await probe();
    assert.equal(state, 'missing');
    assert.match(found, /subuid gives ada none/);
    assert.match(mend!, /^sudo usermod --add-subuids .* ada$/);
  });

  it('names Ubuntu’s restriction and its mend, unless Ubuntu has a rule for the builder', async () => {
    for (const file of ['subuid', 'subgid']) write(`etc/${file}`, 'ada:100000:65536\n');
    write('sys/kernel/apparmor_restrict_unprivileged_userns', '1\n');
    const { state, found, mend } = await probe();
    assert.equal(state, 'missing');
    assert.match(found, /kernel\.apparmor_restrict_unprivileged_userns=1 forbids/);
    assert.match(mend!, /^sudo sysctl -w kernel\.apparmor_restrict_unprivileged_userns=0/);
    write('etc/apparmor.d/mmdebstrap', 'profile');
    assert.equal((await probe()).state, 'ok');
  });

  it('finds that a kernel gives out no more of them', async function () {
    const where = { uid: 1000, user: 'ada', etc: join(folder(), 'etc') };
    const found = await inUserNamespace(
      ['--map-root-user'],
      'echo 0 > /proc/sys/user/max_user_namespaces',
      call('user-namespaces', 'userNamespaces', where),
    );
    if (found === undefined) return this.skip(); // no user namespaces here
    assert.equal(found.state, 'missing');
    assert.match(found.mend!, /^sudo sysctl -w user\.max_user_namespaces=10000/);
  });
});
