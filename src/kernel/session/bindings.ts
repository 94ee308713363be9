import type * as EslintScope from "eslint-scope";
import { onFirstUse } from "./on-first-use.ts";
import { plainScope, type TopLevel } from "./plain-scope.ts";
import type { Scope } from "./scope.ts";
import type { Node } from "./syntax.ts";

const eslintScope = onFirstUse<typeof EslintScope>("eslint-scope");

/** Which identifiers of a cell stand for top-level variables, and what the cell declares. */
export interface Bindings {
  /** Identifiers to write as a box, or as the guard that refuses writes and allows absence. */
  uses: Map<Node, "box" | "guard">;
  /** `var`, `let` and `const` declarations that become writes to boxes. */
  declarations: Set<Node>;
  /** Names whose boxes the cell takes. */
  names: Set<string>;
  /** Names declared by `var`, which start undefined however an earlier cell left them. */
  vars: Set<string>;
  /** Function declarations to hoist into their boxes. */
  functions: Set<string>;
  /** Imported names that this cell itself uses as values. */
  usedImports: Set<string>;
  /** How the cell declares its names. */
  declared: Map<string, "let" | "const">;
  /** Names of other cells, or of nobody, and what they stood for; see {@link meaningOf}. */
  others: Map<string, string>;
  inert: TopLevel["inert"];
}

/**
 * Resolves the identifiers of a lowered cell against the notebook's scope, and declares the cell's
 * names in it.
 */
export function bind(program: Node, scope: Scope): Bindings {
  const { variables, through, inert } = plainScope(program) ?? fullScope(program);
  const found: Bindings = {
    uses: new Map(),
    declarations: new Set(),
    names: new Set(variables.map(({ name }) => name)),
    vars: new Set(),
    functions: new Set(),
    usedImports: new Set(),
    declared: new Map(),
    others: new Map(),
    inert,
  };
  const kept = new Set<unknown>();
  for (const { name, defs, references } of variables) {
    for (const def of defs) {
      const declaration = def.parent as unknown as Node | null;
      if (def.type === "FunctionName") found.functions.add(name);
      if (def.type === "ImportBinding" && references.length > 0) found.usedImports.add(name);
      if (def.type === "Variable" && declaration !== null) {
        if (declaration.kind.endsWith("using")) kept.add(def.name);
        else {
          if (declaration.kind === "var") found.vars.add(name);
          found.declarations.add(declaration);
          found.uses.set(def.name as unknown as Node, "box");
        }
      }
      found.declared.set(name, isConstant(def.type, declaration) ? "const" : "let");
    }
  }
  declare(found, scope);
  const refer = (name: string, identifier: unknown, writes: boolean) => {
    found.names.add(name);
    found.uses.set(identifier as Node, writes && scope.kinds.get(name) !== "let" ? "guard" : "box");
  };
  for (const { name, references } of variables) {
    for (const reference of references) {
      const { identifier, init } = reference;
      if (!kept.has(identifier)) refer(name, identifier, reference.isWrite() && init !== true);
    }
  }
  for (const reference of through) {
    const { name } = reference.identifier as unknown as Node;
    const meaning = meaningOf(name, scope);
    found.others.set(name, meaning);
    if (meaning !== "global") refer(name, reference.identifier, reference.isWrite());
  }
  for (const name of found.names) scope.box(name);
  return found;
}

function fullScope(program: Node) {
  const { scopes, globalScope } = eslintScope().analyze(program as never, {
    ecmaVersion: 2022,
    sourceType: "module",
    // Else a name beside a call of `eval` is nobody's.
    ignoreEval: true,
  });
  return {
    variables: scopes.find(({ type }) => type === "module")?.variables ?? [],
    through: globalScope?.through ?? [],
    inert: false,
  };
}

/** Declares a cell's names, the last of two declarations of one counting. */
function declare({ declared }: Pick<Bindings, "declared">, scope: Scope): void {
  for (const [name, kind] of declared) scope.declare(name, kind);
}

/** Whether a name that a cell does not declare is a global's, or how one of the notebook is. */
function meaningOf(name: string, scope: Scope): string {
  if (!scope.boxes.has(name) && name in globalThis) return "global";
  return scope.kinds.get(name) ?? "undeclared";
}

/**
 * Declares the names of a cell that was compiled before and is to run again; false where it has to
 * be compiled anew, since a name of others has another meaning by now.
 */
export function bindAgain(bindings: Pick<Bindings, "declared" | "others">, scope: Scope): boolean {
  for (const [name, meaning] of bindings.others) if (meaningOf(name, scope) !== meaning) return false;
  declare(bindings, scope);
  return true;
}

function isConstant(type: string, declaration: Node | null): boolean {
  return type === "ImportBinding" || (type === "Variable" && !/^(let|var)$/.test(declaration?.kind));
}
