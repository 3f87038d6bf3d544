import { createRequire } from 'node:module';

/** The part of a source file, as tslab's compiler has it, that this room stands on. */
export interface SourceFile {
  readonly fileName: string;
  readonly text: string;
  readonly isDeclarationFile: boolean;
  /** The module names that it imports from, each with its quotes. */
  imports?: readonly Node[];
}

interface Node {
  readonly text?: string;
  getSourceFile(): SourceFile;
}

/** What a program has its files from. */
interface Host {
  getSourceFile: (...words: readonly unknown[]) => SourceFile | undefined;
  getSourceFileByPath: (...words: readonly unknown[]) => SourceFile | undefined;
}

interface TypeChecker {
  getSymbolAtLocation(node: Node): { readonly declarations?: readonly Node[] } | undefined;
}

interface Program {
  getCompilerOptions(): unknown;
  getSourceFiles(): readonly SourceFile[];
  getTypeChecker(): TypeChecker;
}

interface Builder {
  getProgram(): Program;
  getAllDependencies(file: SourceFile): readonly string[];
}

/** What tslab gives the compiler to read files, to watch them and to wait. */
interface System {
  setTimeout(callback: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
}

interface Compiler {
  bindSourceFile(file: SourceFile, options: unknown): void;
  createAbstractBuilder(files: unknown, options: unknown, host: Host, ...more: readonly unknown[]): Builder;
  createWatchCompilerHost(files: unknown, options: unknown, system: System, ...host: readonly unknown[]): unknown;
}

/**
 * Makes tslab's compiler quicker, and no different: each cell makes two programs of all declarations, and for each of them
 * `tsc --watch` would note which file needs which. tslab only asks that of the cell's own file, so it is looked up when asked.
 * It also bears files that come and go beside the notebook. To be called before tslab is loaded.
 * @param tslab the file of tslab that will be loaded
 * @param reads hears of the files of each program
 */
export function quickenCompiler(tslab: string, reads?: (files: readonly SourceFile[]) => void): void {
  const require = createRequire(tslab);
  const path = require.resolve('@tslab/typescript-for-tslab');
  const compiler = require(path) as Compiler;
  const hosts = new WeakSet<Host>();
  const createProgram: Compiler['createAbstractBuilder'] = (files, options, host, ...more) => {
    if (!hosts.has(host)) hosts.add(importEachOnce(host));
    const made = builder(compiler, compiler.createAbstractBuilder(files, options, host, ...more));
    reads?.(made.getProgram().getSourceFiles());
    return made;
  };
  const createWatchCompilerHost: Compiler['createWatchCompilerHost'] = (files, options, system, _, ...reporters) => {
    keepOneTimer(system);
    return compiler.createWatchCompilerHost(files, options, system, createProgram, ...reporters);
  };
  require.cache[path]!.exports = { ...compiler, createWatchCompilerHost };
}

/**
 * The compiler takes over what it knows of all files as long as the changed one imports the same modules, in the same order. In
 * what the cells before have declared, each mention of a type is such an import: of several of one module one is enough.
 */
function importEachOnce(host: Host): Host {
  const seen = new WeakSet<SourceFile>();
  for (const name of ['getSourceFile', 'getSourceFileByPath'] as const) {
    const get = host[name];
    host[name] = (...words) => {
      const file = get.apply(host, [...words]);
      if (file?.fileName.endsWith('/__prev__.d.ts') && !seen.has(file)) {
        seen.add(file);
        let { imports } = file;
        Object.defineProperty(file, 'imports', {
          get: () => imports,
          set: (found: readonly Node[]) => {
            const names = found.map(({ text }) => text);
            imports = found.filter(({ text }, index) => names.indexOf(text) === index);
          },
        });
      }
      return file;
    };
  }
  return host;
}

/**
 * tslab has room for one timer, that of the next program, which it ends at each cell. The compiler has a second one: when
 * files of packages come or go (as `npm install` does beside a notebook), it looks up again what it had not found. tslab
 * throws then, and each cell after it fails without a word. Each program begins with that look, so its timer need not fire.
 */
function keepOneTimer(system: System): void {
  const { setTimeout, clearTimeout } = system;
  const never = {};
  system.setTimeout = (callback, ms) =>
    callback.name === 'invalidateResolutionsOfFailedLookup' ? never : setTimeout(callback, ms);
  system.clearTimeout = (timer) => {
    if (timer !== never) clearTimeout(timer);
  };
}

function builder(compiler: Compiler, made: Builder): Builder {
  const program = made.getProgram();
  // Of the first program tslab only reads which names the cell declares: the binder notes those, and no checker is needed.
  for (const file of program.getSourceFiles())
    if (!file.isDeclarationFile) compiler.bindSourceFile(file, program.getCompilerOptions());
  return Object.assign(made, {
    getAllDependencies: (file: SourceFile) =>
      [...dependencies(file, program.getTypeChecker())].map(({ fileName }) => fileName),
  });
}

/** A file and what it imports, and so on; what a declaration file imports is not followed. */
function dependencies(file: SourceFile, checker: TypeChecker): Set<SourceFile> {
  const found = new Set([file]);
  for (const { isDeclarationFile, imports = [] } of found)
    for (const name of isDeclarationFile ? [] : imports)
      for (const declaration of checker.getSymbolAtLocation(name)?.declarations ?? [])
        found.add(declaration.getSourceFile());
  return found;
}
