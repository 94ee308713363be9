import type * as OxcParser from "oxc-parser";
import { onFirstUse } from "./on-first-use.ts";

const oxc = onFirstUse<typeof OxcParser>("oxc-parser");

/** A node of an ESTree program; `start` and `end` are UTF-16 offsets. */
export interface Node {
  type: string;
  start: number;
  end: number;
  // oxlint-disable-next-line typescript/no-explicit-any -- a walk reads whatever the grammar puts there
  [key: string]: any;
}

export interface Problem {
  message: string;
  /** UTF-16 offset into the source. */
  start: number;
  end: number;
}

/**
 * Parses JavaScript or TypeScript as a module. `problems` is empty when it parsed; with
 * `semantics`, also names that are declared twice and their like are some.
 */
export function parse(
  source: string,
  lang: "js" | "ts",
  { semantics = false } = {},
): { program: Node; problems: Problem[] } {
  const result = oxc().parseSync(`cell.${lang}`, source, {
    lang,
    sourceType: "module",
    range: true,
    preserveParens: false,
    showSemanticErrors: semantics,
  });
  return { program: result.program as unknown as Node, problems: result.errors.map(problem) };
}

/** First place and message of a parser's or transformer's error. */
function problem(error: { message: string; labels: { start: number; end: number }[] }): Problem {
  const label = error.labels[0];
  return { message: error.message, start: label?.start ?? 0, end: label?.end ?? label?.start ?? 0 };
}

/** Calls `visit` on every node, parents first. */
export function walk(node: Node, visit: (node: Node, parent: Node | null) => void, parent: Node | null = null): void {
  visit(node, parent);
  for (const key of oxc().visitorKeys[node.type] ?? []) {
    const child = node[key] as Node | (Node | null)[] | null | undefined;
    if (Array.isArray(child)) {
      for (const each of child) if (each !== null) walk(each, visit, node);
    } else if (child !== null && child !== undefined) walk(child, visit, node);
  }
}
