import { nameAfter, pathAt, propertyNames, valueAt } from "./path-at.ts";
import type { Scope } from "./scope.ts";
import { textAt } from "./text-at.ts";
import type { Completions } from "./completions.ts";

const keywords =
  "abstract as async await break case catch class const continue default delete do else enum export extends finally for from function if implements import in instanceof interface let namespace new null of private protected public readonly return satisfies static super switch this throw true false try type typeof using var void while yield";

/**
 * Properties of the value before the cursor, or else the notebook's names, globals and keywords,
 * from what exists now.
 */
export function complete(code: string, cursor: number, scope: Scope): Completions {
  if (textAt(code, cursor).kind !== "code") return { start: cursor, end: cursor, matches: [] };
  const { path, prefix, start } = pathAt(code, cursor);
  const value = path.length > 0 ? valueAt(path, scope) : undefined;
  const dotted = path.length > 0 || code[start - 1] === ".";
  const found = dotted
    ? propertyNames(value).map((text) => ({ text, kind: kindOf(valueAt([...path, text], scope), "property") }))
    : [
        ...scope.names().map((text) => ({ text, kind: kindOf(scope.peek(text), "variable") })),
        ...keywords.split(" ").map((text) => ({ text, kind: "keyword" })),
        ...Object.getOwnPropertyNames(globalThis).map((text) => ({ text, kind: "global" })),
      ];
  const matches = found.filter(({ text }) => text.startsWith(prefix) && !(prefix === "" && text.startsWith("_")));
  return {
    start,
    end: cursor + nameAfter(code, cursor),
    matches: [...new Map(matches.toReversed().map((match) => [match.text, match])).values()].toReversed(),
  };
}

function kindOf(value: unknown, otherwise: string): string {
  if (typeof value !== "function") return otherwise;
  return /^class\b/.test(Function.prototype.toString.call(value)) ? "class" : "function";
}
