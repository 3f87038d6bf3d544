/** What this room needs of a zeromq socket. */
export interface Sender {
  send(message: unknown, ...options: unknown[]): Promise<void>;
}

/**
 * Lets messages wait for their turn. A zeromq socket takes one at a time: mostly at once, but every 512th only when the event
 * loop has gone on, and one that is sent before that throws (zeromq.js, src/socket.cc, max_sync_operations). tslab does not
 * wait, so in a long session a reply or an output was lost now and then.
 * @param prototype that of all sockets
 * @example queueSends(Object.getPrototypeOf(zmq.Router.prototype))
 */
export function queueSends(prototype: Sender): void {
  const { send } = prototype;
  /** Of each socket the last message that is on its way. */
  const last = new WeakMap<Sender, Promise<void>>();
  /** The sockets of which some wait. */
  const waiting = new WeakMap<Sender, number>();
  const inTurn: Sender['send'] = function (this: Sender, ...message) {
    const sendNow = (): Promise<void> => {
      const sent = send.apply(this, message);
      last.set(this, sent);
      return sent;
    };
    if (!waiting.get(this)) {
      try {
        return sendNow();
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EBUSY') throw error;
      }
    }
    waiting.set(this, (waiting.get(this) ?? 0) + 1);
    const turn = (last.get(this) ?? Promise.resolve())
      .catch(() => undefined)
      .then(() => {
        waiting.set(this, waiting.get(this)! - 1);
        return sendNow();
      });
    last.set(this, turn);
    turn.catch(() => undefined); // the socket was closed meanwhile, and nobody listens
    return turn;
  };
  Object.defineProperty(prototype, 'send', { value: inTurn, configurable: true }); // it is not writable
}
