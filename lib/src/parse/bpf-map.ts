import * as z from 'zod';
import { LabError } from '../errors.js';
import { parseRows } from './json.js';

/**
 * One entry of a map, as `bpftool -j map dump` tells it: see `man bpftool-map`. What its types are, the C source says: numbers
 * where nothing else is said.
 */
export interface BpfEntry<Key = number, Value = number> {
  /** What stands for the entry: an object where the C source has a struct. */
  readonly key: Key;
  /** What it holds. Of a map that has a value for each CPU it is their sum, where they are numbers. */
  readonly value: Value;
}

/** A value of a C type: a number, a text, a list for an array, an object for a struct. */
export type BpfValue = number | string | readonly BpfValue[] | { readonly [field: string]: BpfValue };

interface Dumped {
  readonly formatted: {
    readonly key: BpfValue;
    readonly value?: BpfValue | undefined;
    readonly values?: readonly { readonly value: BpfValue }[] | undefined;
  };
}

const bpfValue: z.ZodType<BpfValue> = z.lazy(() =>
  z.union([z.number(), z.string(), z.array(bpfValue), z.record(z.string(), bpfValue)]),
);

const dumped: z.ZodType<Dumped> = z.looseObject({
  formatted: z
    .object({
      key: bpfValue,
      value: bpfValue.optional(),
      values: z.array(z.looseObject({ value: bpfValue })).optional(),
    })
    .refine(({ value, values }) => value !== undefined || values !== undefined, 'a value'),
});

/**
 * Reads `bpftool -j map dump`: the entries in their C types, which the object has where it was compiled with `-g`.
 * @throws LabError where several maps have the name that was asked for
 */
export function parseBpfMap(text: string): BpfEntry<BpfValue, BpfValue>[] {
  // Then it is a list of maps, each with its entries.
  if (/^\s*\[\s*\{\s*"id":/.test(text))
    throw new LabError(
      'More than one map has this name: another program of yours is still loaded, or pinned.',
      '`bpftool map` lists them with their programs’ owners. Take the older program off its device (`ip link set dev eth0 xdp off`), or remove its file in /sys/fs/bpf.',
    );
  return parseRows('bpftool -j map dump', text, dumped).map(({ formatted: { key, value, values } }) => ({
    key,
    value: value ?? sumOf(values!.map((one) => one.value)),
  }));
}

function sumOf(values: readonly BpfValue[]): BpfValue {
  return values.every((value) => typeof value === 'number') ? values.reduce((sum, value) => sum + value, 0) : values;
}
