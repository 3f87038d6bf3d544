import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileFault } from '../../../lib/src/file-fault.js';
import { cacheHome, stateHome } from '../../../lib/src/paths.js';
import { writable } from '../../../lib/src/setup/folder.js';
import { loopback, portFree } from '../../../lib/src/setup/port.js';
import { readable } from '../../../lib/src/setup/readable.js';
import { sockets } from '../../../lib/src/setup/sockets.js';
import { temporaryFolder } from './temporary.js';

describe('the probe of a folder', () => {
  const folder = temporaryFolder();

  it('writes where the folder will be, and leaves nothing there', async () => {
    const { state } = await writable(join(folder(), 'a', 'b'), 'move');
    assert.equal(state, 'ok');
    assert.deepEqual(readdirSync(folder()), []);
  });

  it('says that a part of the path is a file', async () => {
    writeFileSync(join(folder(), 'file'), '');
    const { state, found, mend } = await writable(join(folder(), 'file', 'cache'), 'move');
    assert.deepEqual([state, mend], ['missing', 'move']);
    assert.match(found, /file\/cache cannot be used: what should be a folder above it is a file/);
  });

  it('says that a folder can take nothing', async () => {
    assert.equal((await writable('/proc/netdive', 'move')).state, 'missing');
  });
});

describe('the probe of a file of the system’s', () => {
  it('says that it is not there', async () => {
    assert.deepEqual(
      [(await readable('/etc/passwd')).state, (await readable('/etc/no-such-file')).state],
      ['ok', 'missing'],
    );
  });
});

describe('the probe of the folder for sockets', () => {
  const folder = temporaryFolder();
  const probe = (parent: string) => sockets([join(parent, 'netdive-0-0123456789', 'node1.qmp')], 'unset TMPDIR');

  it('makes a socket, and leaves nothing', async () => {
    assert.equal((await probe(folder())).state, 'ok');
    assert.deepEqual(readdirSync(folder()), []);
  });

  it('says that the path is too long, by how much, and how to shorten it', async () => {
    const long = join(folder(), 'x'.repeat(120));
    mkdirSync(long);
    const { state, found, mend } = await probe(long);
    assert.deepEqual([state, mend], ['missing', 'unset TMPDIR']);
    assert.match(found, /too long: a socket would have \d{3} bytes, and 107 is the limit/);
    // The limit is the kernel's: one byte less than too long is still bound.
    const room = 107 - '/netdive-0-0123456789/node1.qmp'.length - folder().length - 1;
    mkdirSync(join(folder(), 'y'.repeat(room)));
    assert.equal((await probe(join(folder(), 'y'.repeat(room)))).state, 'ok');
    assert.equal((await probe(join(folder(), 'y'.repeat(room + 1)))).state, 'missing');
  });

  it('says that the folder does not exist', async () => {
    const { state, found } = await probe(join(folder(), 'run', 'user'));
    assert.equal(state, 'missing');
    assert.match(found, /run\/user, does not exist/);
  });

  it('says that the folder is a file', async () => {
    assert.match((await probe('/etc/passwd')).found, /^\/etc\/passwd cannot be used/);
  });
});

describe('the probes of ports', () => {
  it('say whether programs reach each other on this computer', async () => {
    assert.equal((await loopback()).state, 'ok');
    const { state, found } = await loopback('192.0.2.1'); // RFC 5737: nobody's
    assert.equal(state, 'missing');
    assert.match(found, /EADDRNOTAVAIL/);
  });

  it('say that another program has a port, and that it is free after that one has ended', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { state, found, mend } = await portFree(port);
    assert.equal(state, 'missing');
    assert.match(found, new RegExp(`cannot have port ${port}: another program listens on it`));
    assert.match(mend!, /npx netdive start/);
    server.close();
    await once(server, 'close');
    assert.equal((await portFree(port)).state, 'ok');
  });

  it('say that something is no port', async () => {
    for (const port of [70_000, Number('eight')]) assert.match((await portFree(port)).found, /a port is a number/);
  });
});

describe('a fault of a file', () => {
  const fault = (path: string): Error => Object.assign(new Error('EROFS'), { code: 'EROFS', path });

  it('is told with what moves the place elsewhere', () => {
    const told = [cacheHome(), stateHome(), '/elsewhere'].map((path) => fileFault(fault(path))!.message);
    assert.match(told[0]!, /its file system is read-only\.\n.*export XDG_CACHE_HOME=/);
    assert.match(told[1]!, /its file system is read-only\.\n.*export NETDIVE_HOME=/);
    assert.match(told[2]!, /^\/elsewhere cannot be written.*\n.*netdive doctor$/);
  });

  it('is not seen in an error that names no file, or no fault of one', () => {
    assert.equal(fileFault(Object.assign(new Error(), { code: 'EROFS' })), undefined);
    assert.equal(fileFault(Object.assign(new Error(), { code: 'ECONNREFUSED', path: '/a' })), undefined);
  });
});
