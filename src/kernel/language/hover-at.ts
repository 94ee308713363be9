import type { Project, Symbol } from "typescript/unstable/async";
import { nameAfter, pathAt } from "../session/path-at.ts";
import { textAt } from "../session/text-at.ts";
import { kindOf, meaning, typeOf } from "./describe.ts";
import type { Hover } from "../session/language.ts";

/**
 * What the name at the cursor is, or the function among whose arguments the cursor stands; null for
 * neither.
 */
export async function hoverAt(project: Project, document: string, code: string, cursor: number): Promise<Hover | null> {
  const text = textAt(code, cursor).kind;
  const at = text === "code" || text === "string" ? nameAt(code, cursor) : null;
  const { checker } = project;
  const named = at === null ? undefined : await checker.getSymbolAtPosition(document, at);
  if (named === undefined) return null;
  const symbol = await meaning(project, named);
  // A string that is a property's key has a meaning; one that names a module has not.
  if (symbol.name.startsWith('"') || (text === "string" && !/property|method/.test(await kindOf(project, symbol))))
    return null;
  const tags = await symbol.getJsDocTags(checker);
  const tagLines = tags.map(({ name, text }) => `*@${name}* ${text ?? ""}`.trim());
  return {
    signature: await declaration(project, symbol, named.name),
    documentation: [await symbol.getDocumentationComment(checker), ...tagLines]
      .filter((part) => part !== "")
      .join("\n\n"),
  };
}

async function declaration(project: Project, symbol: Symbol, name: string): Promise<string> {
  const kind = await kindOf(project, symbol);
  if (kind === "type") {
    return `type ${name} = ${await project.checker.typeToString(await project.checker.getDeclaredTypeOfSymbol(symbol))}`;
  }
  if (/^(class|interface|enum)$/.test(kind)) return `${kind} ${name}`;
  if (kind === "module") return `namespace ${name}`;
  return `${name}: ${(await typeOf(project, symbol)) ?? "any"}`;
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
