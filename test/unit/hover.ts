import ts from 'typescript';

/** Something that a cell can write: an export of the library, or a member of one. */
export interface Usable {
  /** As the reader comes to it: `Node.ping`. */
  readonly name: string;
  readonly kind: 'call' | 'value' | 'type';
  readonly doc: string;
  readonly example: string;
  /** The file that declares it, below the library's own folder. */
  readonly file: string;
}

/**
 * All that a cell can use: what an entry point exports, and from there every member of the library's own types that a
 * value, a result or a parameter leads to.
 */
export function usables(entry: string, folder: string): Usable[] {
  const options = { skipLibCheck: true, types: [], target: ts.ScriptTarget.ES2022, lib: ['lib.es2022.d.ts'] };
  const program = ts.createProgram([entry], options);
  const checker = program.getTypeChecker();
  const found = new Map<ts.Symbol, Usable>();

  const own = (symbol: ts.Symbol): ts.Declaration | undefined =>
    symbol.declarations?.find((one) => one.getSourceFile().fileName.startsWith(folder));

  function visit(symbol: ts.Symbol, name: string): void {
    const declaration = own(symbol);
    if (declaration === undefined || found.has(symbol) || symbol.name.startsWith('__')) return;
    const modifiers = ts.canHaveModifiers(declaration) ? ts.getModifiers(declaration) : undefined;
    if (modifiers?.some(({ kind }) => kind !== ts.SyntaxKind.ReadonlyKeyword && hidden.has(kind))) return;
    if (ts.isPrivateIdentifier((declaration as ts.NamedDeclaration).name ?? declaration)) return;
    const isType = (symbol.flags & types) !== 0;
    const type = isType
      ? checker.getDeclaredTypeOfSymbol(symbol)
      : checker.getTypeOfSymbolAtLocation(symbol, declaration);
    const tags = symbol.getJsDocTags(checker);
    found.set(symbol, {
      name,
      kind: isType ? 'type' : type.getCallSignatures().length > 0 ? 'call' : 'value',
      doc: ts.displayPartsToString(symbol.getDocumentationComment(checker)),
      example: tags.flatMap((tag) => (tag.name === 'example' ? [ts.displayPartsToString(tag.text)] : [])).join('\n'),
      file: declaration.getSourceFile().fileName.slice(folder.length),
    });
    follow(type, name);
  }

  /** The members of a type of ours, of the types that it is made of, and of what calling it takes and gives. */
  function follow(type: ts.Type, name: string, seen = new Set<ts.Type>()): void {
    if (seen.has(type)) return;
    seen.add(type);
    for (const part of type.isUnionOrIntersection() ? type.types : []) follow(part, name, seen);
    const inside = [...checker.getTypeArguments(type as ts.TypeReference), ...(type.aliasTypeArguments ?? [])];
    for (const part of inside) follow(part, name, seen);
    for (const signature of type.getCallSignatures()) {
      follow(signature.getReturnType(), name, seen);
      for (const parameter of signature.getParameters()) follow(checker.getTypeOfSymbol(parameter), name, seen);
    }
    const { symbol } = type;
    if (symbol === undefined || own(symbol) === undefined || symbol.flags & ts.SymbolFlags.TypeParameter) return;
    const named = (symbol.flags & types) !== 0;
    const owner = named ? symbol.name : name;
    if (named) visit(symbol, owner);
    for (const member of checker.getPropertiesOfType(type)) visit(member, `${owner}.${member.name}`);
  }

  const module = checker.getSymbolAtLocation(program.getSourceFile(entry)!)!;
  for (const one of checker.getExportsOfModule(module)) {
    visit(one.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(one) : one, one.name);
  }
  return [...found.values()];
}

/** The packages whose types a program reads that imports an entry point, as a notebook's compiler does it, by name. */
export function packagesOfTypes(entry: string): string[] {
  const options = {
    skipLibCheck: true,
    types: ['node'],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  };
  const files = ts.createProgram([entry], options).getSourceFiles();
  const packages = files.map(({ fileName }) => /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(fileName)?.[1]);
  return [...new Set(packages.filter((name) => name !== undefined && name !== 'typescript'))].sort() as string[];
}

const types = ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias | ts.SymbolFlags.Class;
const hidden = new Set([ts.SyntaxKind.PrivateKeyword, ts.SyntaxKind.ProtectedKeyword, ts.SyntaxKind.StaticKeyword]);
