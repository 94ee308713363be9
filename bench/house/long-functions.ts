import { Visitor } from "oxc-parser";
import { lineIn, parsed, textOf } from "./source.ts";

export interface LongFunction {
  file: string;
  name: string;
  lines: number;
}

/**
 * The functions, methods and classes' bodies of a file that are of more lines than `most`, from
 * first to last.
 */
export function longFunctions(file: string, most = 60, text: string = textOf(file)): LongFunction[] {
  const lineOf = lineIn(text);
  const found: LongFunction[] = [];
  const named = new Map<number, string>();
  const add = (node: { start: number; end: number; id?: { name: string } | null }) => {
    const lines = lineOf(node.end - 1) - lineOf(node.start) + 1;
    if (lines > most) found.push({ file, name: node.id?.name ?? named.get(node.start) ?? "(unnamed)", lines });
  };
  const call = (node: { key: { type: string; name?: string }; value: { start: number } | null }) => {
    if (node.value !== null && node.key.name !== undefined) named.set(node.value.start, node.key.name);
  };
  new Visitor({
    VariableDeclarator: ({ id, init }) => {
      if (init !== null && id.type === "Identifier") named.set(init.start, id.name);
    },
    Property: (node) => call(node as Parameters<typeof call>[0]),
    MethodDefinition: (node) => call(node as Parameters<typeof call>[0]),
    PropertyDefinition: (node) => call(node as Parameters<typeof call>[0]),
    FunctionDeclaration: add,
    FunctionExpression: add,
    ArrowFunctionExpression: add,
    ClassDeclaration: add,
  }).visit(parsed(file, text).program);
  return found;
}
