import type * as z from 'zod';

/** What checks the settings of a kind: each of them may be missing. */
export type Settings<Data> = {
  readonly [Key in keyof Data]-?: z.ZodOptional<z.ZodType<NonNullable<Data[Key]>>>;
};
