import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { execa } from 'execa';
import { codeOf } from '../../lib/src/course/exercise.js';
import { readNotebook } from '../../lib/src/course/notebook.js';
import { root } from './session.js';

/** What a compiler says of a cell, without running it. */
export interface CellMessage {
  readonly notebook: string;
  readonly cell: number;
  readonly line: number;
  readonly message: string;
}

interface Source {
  readonly index: number;
  readonly code: string;
}

/** The cells that are whole programs: an exercise's starter need not be one. */
async function sources(notebook: string): Promise<Source[]> {
  const cells = await readNotebook(notebook);
  return cells.flatMap((cell, index) => {
    const code = codeOf(cell);
    const unfinished = cell.tags.some((tag) => tag === 'exercise' || tag === 'raises-exception');
    return code === undefined || unfinished ? [] : [{ index, code }];
  });
}

interface Program {
  readonly text: string;
  /** Where each of its lines comes from. */
  readonly places: readonly ({ cell: number; line: number } | undefined)[];
}

/**
 * A notebook as one program. Each cell is a block inside the one before it, since a later cell may declare a name
 * again; imports stand at the top.
 */
function program(cells: readonly Source[]): Program {
  const lines: string[] = [];
  const places: ({ cell: number; line: number } | undefined)[] = [];
  const isImport = (text: string): boolean => /^import\b(?!\s*\()/.test(text);
  const put = (text: string, cell: number, line: number): void => {
    places[lines.push(text)] = { cell, line };
  };
  for (const { index, code } of cells) {
    code.split('\n').forEach((text, line) => {
      if (isImport(text) && !lines.includes(text)) put(text, index, line + 1);
    });
  }
  for (const { index, code } of cells) {
    lines.push('{');
    code.split('\n').forEach((text, line) => put(isImport(text) ? '' : text, index, line + 1));
  }
  lines.push('}'.repeat(cells.length), 'export {};', '');
  return { text: lines.join('\n'), places };
}

const compilerOptions = {
  target: 'es2022',
  module: 'nodenext',
  lib: ['es2022'],
  types: ['node'],
  strict: false,
  noEmit: true,
  skipLibCheck: true,
};

/** The project's own compiler, once for all notebooks. */
export async function checkWithTsc(notebooks: readonly string[]): Promise<CellMessage[]> {
  const folder = join(root, '.netdive', `cells-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  try {
    const programs = new Map<string, Program & { notebook: string }>();
    for (const notebook of notebooks) {
      const file = basename(notebook).replace('.ipynb', '.ts');
      const made = program(await sources(notebook));
      programs.set(file, { ...made, notebook });
      writeFileSync(join(folder, file), made.text);
    }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const { stdout } = await execa('node', [tsc, '-p', folder, '--pretty', 'false'], { reject: false, cwd: folder });
    return stdout.split('\n').flatMap((text) => {
      const [, file, line, message] = /^([^(\s]+)\((\d+),\d+\): error (.*)/.exec(text) ?? [];
      if (message === undefined) return [];
      const found = programs.get(basename(file ?? ''));
      const place = found?.places[Number(line)] ?? { cell: -1, line: 0 };
      return [{ notebook: found?.notebook ?? '', ...place, message }];
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Conversion {
  readonly diagnostics: readonly { start: { line: number }; code: number; messageText: string }[];
  readonly declOutput?: string;
  readonly hasToplevelAwait?: boolean;
}

interface Converter {
  convert(before: string, code: string): Conversion;
  close(): void;
}

/** tslab's own compiler, cell after cell as the kernel does it. It also finds an `await` that tslab does not see. */
export async function checkWithTslab(notebooks: readonly string[]): Promise<CellMessage[]> {
  const { createConverter } = createRequire(import.meta.url)('tslab/dist/converter.js') as {
    createConverter(options: object): Converter;
  };
  const found: CellMessage[] = [];
  const before = process.cwd();
  process.chdir(join(root, 'notebooks'));
  try {
    for (const notebook of notebooks) {
      const converter = createConverter({ isJS: false, isBrowser: false });
      let declarations = '';
      for (const { index: cell, code } of await sources(notebook)) {
        const result = converter.convert(declarations, code);
        for (const { start, code: number, messageText } of result.diagnostics) {
          found.push({ notebook, cell, line: start.line + 1, message: `TS${number}: ${messageText}` });
        }
        if (result.diagnostics.length > 0) continue;
        declarations = result.declOutput ?? '';
        // One that is indented, or comes after an arrow, belongs to a function.
        if (/^(?:(?!.*=>)\S.*[=(]\s*)?await\b/m.test(code) && !result.hasToplevelAwait) {
          found.push({ notebook, cell, line: 1, message: 'an await that tslab does not see' });
        }
      }
      converter.close();
    }
  } finally {
    process.chdir(before);
  }
  return found;
}
