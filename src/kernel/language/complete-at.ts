import { CompletionItemKind, SymbolFlags, type CompletionEntry, type Project } from "typescript/unstable/sync";
import { nameAfter, pathAt } from "../session/path-at.ts";
import { textAt } from "../session/text-at.ts";
import type { Completions } from "../session/completions.ts";
import { detailOf, kindOf } from "./describe.ts";
import type { ReadCell } from "./read-cell.ts";

/** More completions than this are listed without their types and documentation. */
const detailed = 40;

type Match = Completions["matches"][number];

/** A string that names a module: of those nothing is known but what is written. */
const moduleName = /\b(?:from|import|require\()\s*$/;

/**
 * What could stand at the cursor: members and literals as the checker lists them, in a string what
 * its type allows, and for a plain name those of `names`, and of the words in the cell, that mean
 * something there. Those that start as typed come first. The checker reads the cell only where
 * something can stand there.
 */
export function completeAt(
  read: (code: string) => ReadCell,
  code: string,
  cursor: number,
  names: string[],
): Completions {
  const place = placeOf(code, cursor);
  if (place === null) return { start: cursor, end: cursor, matches: [] };
  const cell = read(withPlainKey(code, place.start));
  const list = listed(cell, cursor);
  const matches =
    list === null
      ? meaningful(cell, code, cursor, names)
      : members(cell.project, list, code.slice(place.start, cursor));
  return { ...place, matches };
}

/**
 * The checker lists no keys behind `?.[`. What stands in its place here means the same for a value
 * that is there.
 */
function withPlainKey(code: string, start: number): string {
  const before = code.slice(0, start).replace(/\?\.(?=\[\s*["']$)/, "!!");
  return before + code.slice(start);
}

/**
 * What a completion replaces: the name at the cursor, or what a string holds; null where nothing is
 * completed.
 */
function placeOf(code: string, cursor: number): { start: number; end: number } | null {
  const text = textAt(code, cursor);
  if (text.kind === "string") {
    if (moduleName.test(code.slice(0, text.start - 1))) return null;
    return { start: text.start, end: /["']/.test(code[text.end] ?? "") ? text.end : cursor };
  }
  if (text.kind !== "code") return null;
  return { start: pathAt(code, cursor).start, end: cursor + nameAfter(code, cursor) };
}

/**
 * The checker's own list; null where it would have to search every package for more, as it does for
 * plain names.
 */
function listed({ project, path, offset }: ReadCell, cursor: number): readonly CompletionEntry[] | null {
  try {
    return project.checker.getCompletionsAtPosition(path, offset + cursor, { includeSymbol: true })?.entries ?? [];
  } catch (error) {
    if (String(error).includes("needs auto imports")) return null;
    throw error;
  }
}

function members(project: Project, entries: readonly CompletionEntry[], prefix: string): Match[] {
  const starting = entries
    .map((entry) => ({ ...entry, name: entry.name.replace(/\?$/, "") }))
    // What an open type parameter has been given so far is no completion of itself.
    .filter(({ name }) => name !== "" && name.toLowerCase().startsWith(prefix.toLowerCase()))
    .toSorted(
      (a, b) =>
        Number(b.name.startsWith(prefix)) - Number(a.name.startsWith(prefix)) ||
        compare(a.sortText, b.sortText) ||
        compare(a.name, b.name),
    );
  return starting.map(({ name, kind, symbol }, index) => ({
    text: name,
    kind: kindNames.get(kind ?? CompletionItemKind.Variable) ?? "variable",
    ...(symbol !== undefined && index < detailed ? detailOf(project, symbol) : {}),
  }));
}

function meaningful({ project, path, offset }: ReadCell, code: string, cursor: number, names: string[]): Match[] {
  const { prefix, start } = pathAt(code, cursor);
  const rest = code.slice(0, start) + " " + code.slice(cursor + nameAfter(code, cursor));
  const words = rest.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu) ?? [];
  const candidates = [...new Set([...words, ...names])].filter((name) => name.startsWith(prefix));
  const any = SymbolFlags.Value | SymbolFlags.Type | SymbolFlags.Namespace | SymbolFlags.Alias;
  const found = candidates.slice(0, detailed).map((name): Match | null => {
    const symbol = project.checker.resolveName(name, any, { document: path, position: offset + start });
    if (symbol === undefined) return names.includes(name) ? { text: name, kind: "keyword" } : null;
    return { text: name, kind: kindOf(project, symbol), ...detailOf(project, symbol) };
  });
  const others = candidates.slice(detailed).filter((name) => names.includes(name));
  return [...found.filter((match) => match !== null), ...others.map((text) => ({ text, kind: "variable" }))];
}

function compare(a = "", b = ""): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const { Method, Function, Class, Interface, Module, Field, Property, Enum, EnumMember, Keyword, Constant } =
  CompletionItemKind;

const kindNames = new Map<CompletionItemKind, string>([
  [Method, "method"],
  [Function, "function"],
  [Class, "class"],
  [Interface, "interface"],
  [Module, "module"],
  [Field, "property"],
  [Property, "property"],
  [Enum, "enum"],
  [EnumMember, "property"],
  [Keyword, "keyword"],
  [Constant, "constant"],
]);
