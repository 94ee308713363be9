import type MagicString from "magic-string";
import { walk, type Node } from "./syntax.ts";

const closed = new Set([
  "ExpressionStatement",
  "VariableDeclaration",
  "ReturnStatement",
  "ThrowStatement",
  "BreakStatement",
  "ContinueStatement",
  "DebuggerStatement",
  "DoWhileStatement",
  "ExportDefaultDeclaration",
]);

/**
 * Ends every statement with a semicolon. What is written without them breaks where a declaration or
 * a call below begins with a bracket once its names are boxes. To be done last, behind all that is
 * added to a statement.
 */
export function closeStatements(magic: MagicString, program: Node): void {
  walk(program, (node, parent) => {
    if (!closed.has(node.type) || magic.original[node.end - 1] === ";") return;
    if (parent !== null && parent.type.startsWith("For") && parent.body !== node) return;
    magic.appendLeft(node.end, ";");
  });
}
