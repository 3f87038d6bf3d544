import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  chooseProvider,
  findProvider,
  forgetProvider,
  providersInWords,
  rememberProvider,
} from '../../../lib/src/provider/find.js';
import { writeBaseline } from '../../../lib/src/provider/ssh/baseline.js';

describe('where a lab’s machines come from', () => {
  const kept = { home: process.env.NETDIVE_HOME, provider: process.env.NETDIVE_PROVIDER };
  let home = '';
  const restoreEnvironment = (): void => {
    for (const [name, value] of [
      ['NETDIVE_HOME', kept.home],
      ['NETDIVE_PROVIDER', kept.provider],
    ] as const) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'netdive-find-'));
    process.env.NETDIVE_HOME = home;
    delete process.env.NETDIVE_PROVIDER;
  });
  afterEach(() => {
    rmSync(home, { recursive: true });
    restoreEnvironment();
  });

  it('is QEMU where nothing is said, or what NETDIVE_PROVIDER says', () => {
    assert.equal(findProvider('one').name, 'qemu');
    process.env.NETDIVE_PROVIDER = 'ssh';
    assert.equal(findProvider('one').name, 'ssh');
  });

  it('is remembered until it is forgotten, for its owner only', () => {
    rememberProvider({ provider: 'ssh', sshConfig: 'mine' }, 'one');
    assert.equal(findProvider('one').name, 'ssh');
    assert.equal(findProvider('two').name, 'qemu');
    assert.equal(statSync(join(home, 'one', 'provider.json')).mode & 0o777, 0o600);
    forgetProvider('one');
    forgetProvider('one');
    assert.equal(findProvider('one').name, 'qemu');
  });

  it('is QEMU where the file is no such file', () => {
    mkdirSync(join(home, 'one'));
    writeFileSync(join(home, 'one', 'provider.json'), '{"provider":');
    assert.equal(findProvider('one').name, 'qemu');
  });

  it('tells the names that there are', async () => {
    await assert.rejects(
      chooseProvider({ provider: 'vbox' }, 'one'),
      /no provider called "vbox"\.\nThere are: qemu, ssh\b/,
    );
    await assert.rejects(chooseProvider({ provider: 'toString' }, 'one'), /no provider called "toString"/);
  });

  it('is one of those that the command line lists, and asks before it works on what is somebody’s own', () => {
    assert.match(providersInWords, /^qemu \([^()]+\), ssh \([^()]+\)/);
    const listed = [...providersInWords.matchAll(/(\S+) \(/g)].map(([, name]) => name!);
    const asking = listed.filter((name) => {
      process.env.NETDIVE_PROVIDER = name;
      return findProvider('one').terms !== undefined;
    });
    assert.deepEqual(asking, ['ssh']);
  });

  it('cannot be another one while the lab is up', async () => {
    rememberProvider({ provider: 'ssh', sshConfig: 'mine' }, 'one');
    assert.equal((await chooseProvider({ provider: 'qemu' }, 'one')).name, 'qemu');
    const machine = { boot: 'b', uptime: 1, clock: 1, programs: 'p', management: ['mgmt0'], parts: new Map() };
    writeBaseline(join(home, 'one'), { node1: machine, node2: machine });
    await assert.rejects(
      chooseProvider({ provider: 'qemu' }, 'one'),
      /lab one is up with ssh\.\nEnd it first: npx netdive down --lab one/,
    );
    await assert.rejects(
      chooseProvider({ provider: 'ssh', sshConfig: 'other' }, 'one'),
      /up with the machines in .*mine/,
    );
    assert.equal((await chooseProvider({}, 'one')).name, 'ssh');
  });
});
