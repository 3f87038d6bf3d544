import type { Ping, PingReply } from '../../parse/ping.js';
import { type Kind, keys, those } from './columns-of.js';

/** A ping: what came of all of it. */
export const ping: Kind = {
  known: [['destination', 'lossPercent']],
  columns: [
    { title: 'to', value: 'destination' },
    {
      title: 'received',
      value: ({ sent, received }: Ping) => `${received} of ${sent}`,
      tone: ({ received, sent }: Ping) => (received >= sent ? 'good' : 'warn'),
    },
    ...keys('ttl'),
    ...(['min', 'avg', 'max'] as const).map((key) => ({ title: `${key} ms`, value: `rtt.${key}` })),
    { title: 'duplicates', value: ({ duplicates }: Ping) => duplicates || undefined },
    { title: 'errors', value: ({ errors }: Ping) => [...new Set(errors.map(({ message }) => message))].join(', ') },
  ],
};

/** One reply to a ping. */
export const reply: Kind = {
  known: [['seq', 'ttl', 'from']],
  columns: [
    ...keys('seq', 'from', 'bytes', 'ttl', 'ms'),
    { title: 'flags', value: (row: PingReply) => those(row, 'duplicate') },
  ],
};
