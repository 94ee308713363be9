import MagicString from "magic-string";
import { bind, bindAgain } from "./bindings.ts";
import { closeStatements } from "./close-statements.ts";
import { lower } from "./lower.ts";
import { defaultStart, rewriteModuleSyntax } from "./module-syntax.ts";
import { rewriteNames } from "./names.ts";
import type { SourceMap } from "./positions.ts";
import type { Scope } from "./scope.ts";
import { parse, walk, type Node } from "./syntax.ts";

/** Parameters of the function a cell becomes. Their prefix keeps them clear of names people use. */
export const parameters = [
  "kernel$boxes",
  "kernel$guard",
  "kernel$meta",
  "kernel$import",
  "kernel$dynamic",
  "kernel$tidy",
];

export interface Compiled {
  /**
   * Body of a function of {@link parameters} that returns a promise of `[value]`, or of nothing
   * where none is shown.
   */
  code: string;
  /** Whether no code of people's but its own runs with it; see {@link TopLevel}. */
  inert: boolean;
  /** Names of top-level variables the cell reads or writes, for `kernel$boxes`. */
  boxes: string[];
  /** Declares the cell's names again; false where it would be compiled otherwise by now. */
  again: () => boolean;
  /**
   * Source maps from `code` back to the cell, outermost first, for tracing through one after the
   * other.
   */
  maps: () => SourceMap[];
}

/** A cell that does not parse: `at` is a UTF-16 offset into it. */
export class CellSyntaxError extends SyntaxError {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.name = "SyntaxError";
    this.at = at;
  }
}

/**
 * Turns a cell into a function body: types away, top-level declarations into writes to the
 * notebook's scope, static imports into awaited ones, a last expression into the value returned.
 * Declares the cell's names in `scope`.
 */
export function compile(source: string, scope: Scope): Compiled {
  // Source maps count lines by `\n` alone.
  const lowered = lower(source.replace(/^#!/, "//").replace(/\r(?!\n)/g, "\n"), "cell");
  const problem = lowered.problems[0];
  if (problem !== undefined) throw new CellSyntaxError(problem.message, problem.start);
  const program = lowered.program ?? parse(lowered.code, "js").program;
  const magic = new MagicString(lowered.code);
  const bindings = bind(program, scope);
  rewriteNames(magic, program, bindings);
  const types = lazily(() => typesOf(source));
  rewriteModuleSyntax(magic, program, {
    useOf: (local) => (bindings.usedImports.has(local) ? "value" : types().names.has(local) ? "type" : "none"),
    isForTypes: (specifier) => /\btype\b/.test(source) && types().modules.has(specifier),
  });
  returnLast(magic, lowered.code, program);
  closeStatements(magic, program);

  const { declared, others } = bindings;
  const boxes = [...bindings.names];
  const take =
    boxes.length === 0 ? "" : `const { ${boxes.map((name) => `${name}: cell$${name}`).join(", ")} } = kernel$boxes; `;
  const fresh = Array.from(bindings.vars, (name) => `cell$${name}.v = undefined; `).join("");
  const hoist = Array.from(bindings.functions, (name) => `cell$${name}.v = ${name}; `).join("");
  const waits = /\b(await|import|export)\b/.test(lowered.code);
  magic.prepend(`"use strict"; ${waits ? "return (async () => { " : ""}${take}${fresh}${hoist}`);
  if (waits) magic.append("\n})();");
  return {
    code: magic.toString(),
    boxes,
    inert: bindings.inert,
    again: () => bindAgain({ declared, others }, scope),
    maps: () => [
      { version: 3, ...magic.generateDecodedMap({ source: "cell.js", hires: "boundary" }) },
      ...lowered.maps(),
    ],
  };
}

/** Names that stand in type positions, and modules of which nothing but types is imported. */
function typesOf(source: string): { names: Set<string>; modules: Set<string> } {
  const names = new Set<string>();
  const modules = new Set<string>();
  const { program } = parse(source, "ts");
  walk(program, (node, parent) => {
    if (node.type === "Identifier" && parent?.type.startsWith("TS")) names.add(node.name);
  });
  const imports = (program.body as Node[]).filter(({ type }) => type === "ImportDeclaration");
  for (const { source, specifiers } of imports) if (specifiers.length > 0) modules.add(source.value);
  for (const { source, specifiers } of imports) if (specifiers.length === 0) modules.delete(source.value);
  return { names, modules };
}

function lazily<T>(make: () => T): () => T {
  let compiled: { it: T } | null = null;
  return () => (compiled ??= { it: make() }).it;
}

/** `;`, and the `export {}` that stands for module syntax which was about types only. */
function isNothing({ type, declaration, source, specifiers }: Node): boolean {
  if (type === "ExportNamedDeclaration") return declaration === null && source === null && specifiers.length === 0;
  return type === "EmptyStatement";
}

function returnLast(magic: MagicString, code: string, program: Node): void {
  const statements: Node[] = program.body;
  const last = statements.findLast((statement) => !isNothing(statement));
  if (last === undefined) return;
  const exported =
    last.type === "ExportDefaultDeclaration" && !/^(Function|Class)Declaration$/.test(last.declaration.type);
  if (last.type !== "ExpressionStatement" && !exported) return;
  magic.prependRight(exported ? defaultStart(code, last) : last.start, "return [(");
  magic.appendLeft(code[last.end - 1] === ";" ? last.end - 1 : last.end, ")]");
}
