import assert from 'node:assert/strict';
import { ParseError } from '../../../lib/src/errors.js';
import { capabilitiesIn } from '../../../lib/src/parse/capabilities.js';
import { parseProcess } from '../../../lib/src/parse/process.js';
import { recording } from '../../fixtures/recording.js';

const init = parseProcess(recording('process/init'));
const contained = parseProcess(recording('process/contained'));

describe('parseProcess', () => {
  it('reads who a process is, and who its parent', () => {
    assert.deepEqual([init.name, init.pid, init.ppid, init.nspid, init.state], ['systemd', 1, 0, [1], 'S']);
    assert.equal(contained.name, 'bash');
  });

  it('reads its number in each pid namespace, the machine’s own first', () => {
    assert.deepEqual(contained.nspid, [contained.pid, 1]);
  });

  it('reads its namespaces, without those that only its children are to be in', () => {
    assert.deepEqual(Object.keys(init.namespaces), ['cgroup', 'ipc', 'mnt', 'net', 'pid', 'time', 'user', 'uts']);
    const own = Object.keys(init.namespaces).filter((type) => init.namespaces[type] !== contained.namespaces[type]);
    assert.deepEqual(own, ['ipc', 'mnt', 'net', 'pid', 'uts']);
  });

  it('reads what it may', () => {
    assert.equal(init.capabilities.length, 41);
    assert.deepEqual(contained.capabilities, ['CAP_KILL', 'CAP_NET_BIND_SERVICE', 'CAP_AUDIT_WRITE']);
    assert.deepEqual([init.seccomp, init.apparmor, init.cgroup], ['off', 'unconfined', '/init.scope']);
  });

  it('reads a filter of system calls, an enforced profile, and neither where the kernel has none', () => {
    const text = recording('process/init');
    assert.equal(parseProcess(text.replace('Seccomp:\t0', 'Seccomp:\t2')).seccomp, 'filter');
    assert.equal(parseProcess(text.replace('current:unconfined', 'current:web (enforce)')).apparmor, 'web (enforce)');
    assert.equal(parseProcess(text.replace(/^attr.*\n/m, '')).apparmor, '');
  });

  it('refuses what is no process, or only half of one', () => {
    const text = recording('process/init');
    for (const half of ['', text.replace(/^ns.*\n/gm, ''), text.replace(/^status:PPid.*\n/m, '')])
      assert.throws(() => parseProcess(half), ParseError);
  });
});

describe('capabilitiesIn', () => {
  it('names each bit, and gives one that it does not know its number', () => {
    assert.deepEqual(capabilitiesIn('0000000000001000'), ['CAP_NET_ADMIN']);
    assert.deepEqual(capabilitiesIn('8000000000000000'), ['CAP_63']);
    assert.deepEqual(capabilitiesIn('0000000000000000'), []);
  });
});
