import { Connection } from '../../lib/src/transport/connection.js';
import { canRun, removeSshd, type Sshd, startSshd } from './sshd.js';

/** A machine for the tests of one `describe`; what is in it is there from its `before` to its `after`. */
export interface Machine {
  node1: Connection;
  sshd: Sshd;
}

/** Gives the tests of the surrounding `describe` a machine, or skips them where this computer has no sshd. */
export function useMachine(): Machine {
  const machine = {} as Machine;

  before(async function () {
    if (!canRun()) this.skip();
    machine.sshd = await startSshd();
    machine.node1 = new Connection(machine.sshd.target, { connectTimeoutMs: 5000 });
  });

  after(async () => {
    if (machine.sshd === undefined) return;
    machine.node1.disconnect();
    await machine.sshd.stop();
    removeSshd(machine.sshd);
  });

  return machine;
}
