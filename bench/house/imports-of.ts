import path from "node:path";
import { Visitor } from "oxc-parser";
import { parsed, textOf } from "./source.ts";

/**
 * Relative imports of a file, of values and of types, static, re-exported and dynamic, as paths
 * from `src/`.
 */
export function importsOf(file: string, text: string = textOf(file)): string[] {
  const found = new Set<string>();
  const add = (node: { type: string; value?: unknown } | null | undefined) => {
    if (node?.type === "Literal" && typeof node.value === "string" && node.value.startsWith("."))
      found.add(path.posix.join(path.posix.dirname(file), node.value));
  };
  new Visitor({
    ImportDeclaration: (node) => add(node.source),
    ExportNamedDeclaration: (node) => add(node.source),
    ExportAllDeclaration: (node) => add(node.source),
    ImportExpression: (node) => add(node.source),
    TSImportType: (node) => add(node.source),
  }).visit(parsed(file, text).program);
  return [...found];
}
