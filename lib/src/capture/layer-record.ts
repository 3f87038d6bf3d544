import type { FieldSpec, Layout } from './field-spec.js';
import type { Field, Layer, Mark, Protocol } from './packet.js';

const NONE: readonly never[] = [];

/** A layer as the decoders leave it: where it is; its fields become objects when they are looked at. */
export class LayerRecord implements Layer {
  marks: readonly Mark[] = NONE;
  /** Fields beyond the layout’s: options, and all of a header that has no fixed places. */
  private extra: LayerField[] | undefined = undefined;
  private read: readonly Field[] | undefined = undefined;

  constructor(
    readonly protocol: Protocol,
    private readonly bytes: Uint8Array,
    readonly offset: number,
    public length: number,
    private readonly layout: Layout | undefined,
  ) {}

  get fields(): readonly Field[] {
    return (this.read ??= this.readFields());
  }

  mark(mark: Mark): void {
    if (!this.marks.includes(mark)) this.marks = [...this.marks, mark];
  }

  /** One without a byte, such as an option’s empty value, is none. */
  add(spec: FieldSpec, offset: number, length: number): void {
    if (length === 0) return;
    (this.extra ??= []).push(new LayerField(spec, this.bytes, offset, length));
  }

  /** For JSON.stringify: what the type says, and nothing of how it is kept. */
  toJSON(): Layer {
    const { protocol, offset, length, fields, marks } = this;
    return { protocol, offset, length, fields, marks };
  }

  /** Of a header that is cut, the fields that are whole. */
  private readFields(): readonly Field[] {
    const { layout, extra } = this;
    if (layout === undefined) return extra ?? NONE;
    const isWhole = layout.length <= this.length;
    const specs = isWhole ? layout.specs : layout.specs.filter(({ at, length }) => at + length <= this.length);
    const fields = specs.map((spec) => new LayerField(spec, this.bytes, this.offset + spec.at, spec.length));
    // Not concat, which takes longer than all the rest.
    if (extra) for (const field of extra) fields.push(field);
    return fields;
  }
}

class LayerField implements Field {
  constructor(
    private readonly spec: FieldSpec,
    private readonly bytes: Uint8Array,
    readonly offset: number,
    readonly length: number,
  ) {}

  get name(): string {
    return this.spec.name;
  }

  get value(): Field['value'] {
    return this.spec.read(this.bytes, this.offset, this.length);
  }

  toJSON(): Field {
    const { name, value, offset, length } = this;
    return { name, value, offset, length };
  }
}
