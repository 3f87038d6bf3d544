import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { checkout } from '../paths.js';
import { writeAtomically } from '../private-file.js';
import type { SourceFile } from './compiler.js';

/** What tslab's compiler made of a cell. */
interface Converted {
  readonly diagnostics: readonly unknown[];
  /** What became of the files beside the notebook that it imports. */
  readonly sideOutputs?: unknown;
}

/** What compiles for tslab, completes and tells types. */
interface Converter {
  convert(declared: string, code: string): Converted;
  inspect(...words: unknown[]): unknown;
  complete(...words: unknown[]): unknown;
  addModule(...words: unknown[]): unknown;
  close(): void;
}

interface ConverterModule {
  createConverter(options?: { readonly isBrowser?: boolean }): Converter;
}

/** A cell without a fault, which imports packages only. */
const convertedSchema = z.strictObject({
  output: z.string().optional(),
  declOutput: z.string().optional(),
  diagnostics: z.tuple([]),
  hasToplevelAwait: z.boolean().optional(),
  lastExpressionVar: z.string().optional(),
});
const keptSchema = z.strictObject({
  /** What else it depends on. */
  on: z.string(),
  /** A digest of each file that the compiler read. */
  files: z.record(z.string(), z.string()),
  /** By a digest of what was declared before, and of the cell. */
  cells: z.record(z.string(), convertedSchema),
});

/**
 * Keeps in a file what the compiler made of a notebook's cells, for its next run. That follows from the cell, from what was
 * declared before it, and from the declarations of the packages: where one of these is another, or the cell has a fault, it is
 * compiled. The compiler, whose beginning takes longest, does not even begin where all cells are known.
 */
export class KnownCells {
  readonly #file: string;
  readonly #before: z.infer<typeof keptSchema>;
  readonly #cells: Record<string, z.infer<typeof convertedSchema>> = {};
  readonly #read = new Map<string, SourceFile>();

  /** @param file where they are kept; it need not be there yet */
  constructor(file: string) {
    this.#file = file;
    this.#before = fitting(file) ?? { on: here(), files: {}, cells: {} };
    process.on('exit', () => this.#keep());
  }

  /** Notes what the compiler reads. */
  note(sources: readonly SourceFile[]): void {
    for (const source of sources) this.#read.set(source.fileName, source);
  }

  /**
   * Answers in the place of tslab's compiler. To be called before tslab runs.
   * @param tslab the file of tslab that will be loaded
   */
  standBefore(tslab: string): void {
    const module = createRequire(tslab)('./converter.js') as ConverterModule;
    const { createConverter } = module;
    module.createConverter = (options) => {
      let begun: Converter | undefined;
      const converter = (): Converter => (begun ??= createConverter(options));
      return {
        convert: (declared, code) => this.#convert(declared, code, converter),
        inspect: (...words) => converter().inspect(...words),
        complete: (...words) => converter().complete(...words),
        addModule: (...words) => converter().addModule(...words),
        close: () => begun?.close(),
      };
    };
  }

  #convert(declared: string, code: string, converter: () => Converter): Converted {
    const key = digest(JSON.stringify([declared, code]));
    const known = this.#before.cells[key];
    if (known !== undefined) return (this.#cells[key] = known);
    const made = converter().convert(declared, code);
    const { success, data } = convertedSchema.safeParse(JSON.parse(JSON.stringify(made)));
    if (success) this.#cells[key] = data;
    return made;
  }

  /** Nothing is written where all was known, nor where a file changed while this kernel ran. */
  #keep(): void {
    const packages = [...this.#read.values()].filter(({ fileName }) => !OWN.has(fileName));
    if (packages.length === 0 || packages.some(({ isDeclarationFile }) => !isDeclarationFile)) return;
    const files = Object.fromEntries(packages.map(({ fileName, text }) => [fileName, digest(text)]));
    const { files: before } = this.#before;
    if (Object.entries(before).some(([name, value]) => (files[name] ?? value) !== value)) return;
    mkdirSync(dirname(this.#file), { recursive: true });
    const kept = { on: here(), files: { ...before, ...files }, cells: this.#cells };
    writeAtomically(this.#file, JSON.stringify(kept));
  }
}

/** What tslab calls the cell and what was declared before it. */
const OWN: ReadonlySet<string> = new Set(['__tslab__.ts', '__prev__.d.ts'].map((name) => join(process.cwd(), name)));

/** The version of Node, which tslab compiles for, and the folder that packages are looked up from, with what is installed. */
const here = (): string => `${process.version} ${process.cwd()} ${digest(installed())}`;

/** npm's own list of all packages that are there. */
function installed(): string {
  const file = join(checkout, 'node_modules/.package-lock.json');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** What was kept, where all that it depends on is as it was then. */
function fitting(file: string): z.infer<typeof keptSchema> | undefined {
  try {
    const kept = keptSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    const same = Object.entries(kept.files).every(([name, value]) => digest(readFileSync(name, 'utf8')) === value);
    return kept.on === here() && same ? kept : undefined;
  } catch {
    return undefined;
  }
}
