import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clearConsole, consoleFile, panicOf } from '../../../lib/src/provider/qemu/console.js';

// The end of what a machine of the course wrote on its console when `echo c > /proc/sysrq-trigger` was typed (Linux 6.1).
const CRASHED = [
  '[   66.409302] sysrq: Trigger a crash',
  '[   66.409302] Kernel panic - not syncing: sysrq triggered crash',
  '[   66.413301] ---[ end Kernel panic - not syncing: sysrq triggered crash ]---',
  '',
].join('\r\n');

describe('the console of a machine', () => {
  const sockets = mkdtempSync(join(tmpdir(), 'netdive-console-'));
  after(() => rmSync(sockets, { recursive: true }));

  it('tells why the kernel panicked, and nothing where there is none', () => {
    assert.equal(panicOf(sockets, 'node1'), undefined);
    writeFileSync(consoleFile(sockets, 'node1'), `${'Debian GNU/Linux\r\n'.repeat(10_000)}${CRASHED}`);
    assert.equal(panicOf(sockets, 'node1'), 'sysrq triggered crash');
    assert.equal(panicOf(sockets, 'node2'), undefined);
  });

  it('is forgotten when the machine is put back', () => {
    clearConsole(sockets, 'node1');
    clearConsole(sockets, 'node2');
    assert.equal(panicOf(sockets, 'node1'), undefined);
  });

  it('is no place to write to a reader’s terminal from', () => {
    writeFileSync(consoleFile(sockets, 'node1'), 'Kernel panic - not syncing: \u001b[2Jgone\u0007');
    assert.equal(panicOf(sockets, 'node1'), '[2Jgone');
  });
});
