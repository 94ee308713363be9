import { SymbolFlags, type Project, type Symbol } from "typescript/unstable/async";

/**
 * What an alias stands for, through imports and exports; itself where it is none, or leads nowhere.
 */
export async function meaning({ checker }: Project, symbol: Symbol): Promise<Symbol> {
  if (!(symbol.flags & SymbolFlags.Alias)) return symbol;
  const target = await checker.getAliasedSymbol(symbol);
  return (await checker.isUnknownSymbol(target)) ? symbol : target;
}

/** The type of a value, as text; undefined where there is none. */
export async function typeOf(project: Project, symbol: Symbol): Promise<string | undefined> {
  const type = await project.checker.getTypeOfSymbol(await meaning(project, symbol));
  return type && project.checker.typeToString(type);
}

export async function kindOf(project: Project, symbol: Symbol): Promise<string> {
  const { flags } = await meaning(project, symbol);
  return kinds.find(([flag]) => flags & flag)?.[1] ?? "variable";
}

const kinds: [SymbolFlags, string][] = [
  [SymbolFlags.Class, "class"],
  [SymbolFlags.Function, "function"],
  [SymbolFlags.Enum, "enum"],
  [SymbolFlags.Variable, "variable"],
  [SymbolFlags.Interface, "interface"],
  [SymbolFlags.TypeAlias, "type"],
  [SymbolFlags.Module, "module"],
  [SymbolFlags.Method, "method"],
  [SymbolFlags.Property, "property"],
];
