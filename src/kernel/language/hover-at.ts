import type { Project, Symbol } from "typescript/unstable/sync";
import { nameAfter, pathAt } from "../session/path-at.ts";
import { textAt } from "../session/text-at.ts";
import { kindOf, meaning, typeOf } from "./describe.ts";
import type { ReadCell } from "./read-cell.ts";
import type { Hover } from "../session/language.ts";

/**
 * What the name at the cursor is, or the function among whose arguments the cursor stands; null for
 * neither.
 */
export function hoverAt(read: () => ReadCell, code: string, cursor: number): Hover | null {
  const text = textAt(code, cursor).kind;
  const at = text === "code" || text === "string" ? nameAt(code, cursor) : null;
  if (at === null) return null;
  const { project, path, offset } = read();
  const { checker } = project;
  const named = checker.getSymbolAtPosition(path, offset + at);
  if (named === undefined) return null;
  const symbol = meaning(project, named);
  // A string that is a property's key has a meaning; one that names a module has not.
  if (symbol.name.startsWith('"') || (text === "string" && !/property|method/.test(kindOf(project, symbol))))
    return null;
  const tagLines = symbol.getJsDocTags(checker).map(({ name, text }) => `*@${name}* ${text ?? ""}`.trim());
  return {
    signature: declaration(project, symbol, named.name),
    documentation: [symbol.getDocumentationComment(checker), ...tagLines].filter((part) => part !== "").join("\n\n"),
  };
}

function declaration(project: Project, symbol: Symbol, name: string): string {
  const kind = kindOf(project, symbol);
  if (kind === "type") {
    return `type ${name} = ${project.checker.typeToString(project.checker.getDeclaredTypeOfSymbol(symbol))}`;
  }
  if (/^(class|interface|enum)$/.test(kind)) return `${kind} ${name}`;
  if (kind === "module") return `namespace ${name}`;
  return `${name}: ${typeOf(project, symbol) ?? "any"}`;
}

/** Offset of the name at the cursor, or of the one whose call's parenthesis is open there. */
function nameAt(code: string, cursor: number): number | null {
  const { prefix, start } = pathAt(code, cursor + nameAfter(code, cursor));
  if (prefix !== "") return start;
  let depth = 0;
  for (let index = cursor - 1; index >= 0; index--) {
    const character = code[index] as string;
    if (/[)\]}]/.test(character)) depth += 1;
    else if (/[([{]/.test(character) && (depth -= 1) < 0) {
      const called = pathAt(code, index);
      if (character === "(" && called.prefix !== "") return called.start;
      depth = 0;
    }
  }
  return null;
}
