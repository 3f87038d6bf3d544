import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { queueSends, type Sender } from '../../../lib/src/kernel/send-queue.js';

interface Socket extends Sender {
  connect(address: string): void;
  bind(address: string): Promise<void>;
  receive(): Promise<[Buffer]>;
  close(): void;
  readonly lastEndpoint: string;
  sendHighWaterMark: number;
  receiveHighWaterMark: number;
}

describe('a socket’s queue', () => {
  const require = createRequire(createRequire(import.meta.url).resolve('tslab/dist/jupyter.js'));
  const { Push, Pull } = require('zeromq') as { Push: new () => Socket; Pull: new () => Socket };
  const prototype = Object.getPrototypeOf(Push.prototype) as Sender;
  const { send } = prototype;
  let from: Socket;
  let to: Socket;

  beforeEach(async () => {
    [from, to] = [new Push(), new Pull()];
    from.sendHighWaterMark = to.receiveHighWaterMark = 0;
    await to.bind('tcp://127.0.0.1:*');
    from.connect(to.lastEndpoint);
    await from.send('the first');
    await to.receive();
  });
  afterEach(() => {
    Object.defineProperty(prototype, 'send', { value: send, configurable: true });
    for (const socket of [from, to]) socket.close();
  });

  it('is what zeromq has not: it refuses a message that comes right after its 512th', () => {
    assert.throws(
      () => {
        for (let i = 0; i < 600; i++) void from.send(String(i));
      },
      { code: 'EBUSY' },
    );
  });

  it('brings all of two thousand messages that are sent at once, in their order', async () => {
    queueSends(prototype);
    const sent = Array.from({ length: 2000 }, (_, index) => String(index));
    for (const message of sent) void from.send(message);
    const got: string[] = [];
    while (got.length < sent.length) got.push((await to.receive())[0].toString());
    assert.deepEqual(got, sent);
  });
});
