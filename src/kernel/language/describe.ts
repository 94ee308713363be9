import { SymbolFlags, type Project, type Symbol } from "typescript/unstable/sync";

/**
 * What an alias stands for, through imports and exports; itself where it is none, or leads nowhere.
 */
export function meaning({ checker }: Project, symbol: Symbol): Symbol {
  if (!(symbol.flags & SymbolFlags.Alias)) return symbol;
  const target = checker.getAliasedSymbol(symbol);
  return checker.isUnknownSymbol(target) ? symbol : target;
}

/** The type of a value, as text; undefined where there is none. */
export function typeOf(project: Project, symbol: Symbol): string | undefined {
  const type = project.checker.getTypeOfSymbol(meaning(project, symbol));
  return type && project.checker.typeToString(type);
}

/** A value's type and documentation, where it has them. */
export function detailOf(project: Project, symbol: Symbol): { detail?: string; documentation?: string } {
  const documentation = meaning(project, symbol).getDocumentationComment(project.checker);
  const detail = typeOf(project, symbol);
  return { ...(detail !== undefined && { detail }), ...(documentation !== "" && { documentation }) };
}

export function kindOf(project: Project, symbol: Symbol): string {
  const { flags } = meaning(project, symbol);
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
