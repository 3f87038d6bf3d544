import { z } from 'zod';

const eventSchema = z.discriminatedUnion('event', [
  z.object({ event: z.literal('start'), index: z.number().int() }),
  z.object({
    event: z.literal('done'),
    index: z.number().int(),
    status: z.string(),
    durationMs: z.number(),
    verdicts: z.array(z.unknown()),
    stderr: z.string(),
  }),
  z.object({ event: z.literal('end') }),
  z.object({ event: z.literal('fail'), message: z.string() }),
]);

/** What lib/jupyter/execute.py tells, one line at a time. */
export type ExecuteEvent =
  | { readonly event: 'start'; readonly index: number }
  | {
      readonly event: 'done';
      readonly index: number;
      readonly status: string;
      readonly durationMs: number;
      readonly verdicts: readonly unknown[];
      readonly stderr: string;
    }
  | { readonly event: 'end' }
  | { readonly event: 'fail'; readonly message: string };

export function readEvent(line: string): ExecuteEvent | undefined {
  try {
    return eventSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
