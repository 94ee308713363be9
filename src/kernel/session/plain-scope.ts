import type { Node } from "./syntax.ts";

/** A use of a name. */
interface Reference {
  identifier: Node;
  /** It is the write of a declaration. */
  init: boolean;
  isWrite(): boolean;
}

/** What a cell declares at its top, and the names it uses of others, in the order of the text. */
export interface TopLevel {
  variables: Variable[];
  through: Reference[];
  /**
   * It neither calls anything nor writes to what is not its own, so that, but for getters, nothing
   * of people's code runs that could change what others see.
   */
  inert: boolean;
}

interface Variable {
  name: string;
  defs: Definition[];
  references: Reference[];
}

interface Definition {
  type: "Variable";
  name: Node;
  parent: Node;
}

/** Nodes that declare nothing, open no scope, and whose parts are all there is to look at. */
const parts: Record<string, readonly string[]> = {
  ExpressionStatement: ["expression"],
  EmptyStatement: [],
  Literal: [],
  TemplateLiteral: ["expressions"],
  TaggedTemplateExpression: ["tag", "quasi"],
  BinaryExpression: ["left", "right"],
  LogicalExpression: ["left", "right"],
  UnaryExpression: ["argument"],
  ConditionalExpression: ["test", "consequent", "alternate"],
  CallExpression: ["callee", "arguments"],
  NewExpression: ["callee", "arguments"],
  ChainExpression: ["expression"],
  ArrayExpression: ["elements"],
  ObjectExpression: ["properties"],
  SpreadElement: ["argument"],
  AwaitExpression: ["argument"],
  SequenceExpression: ["expressions"],
};

const active = new Set([
  "CallExpression",
  "NewExpression",
  "TaggedTemplateExpression",
  "AwaitExpression",
  "SpreadElement",
]);

/**
 * The top level of a cell without inner scopes, patterns, classes or module syntax, as eslint-scope
 * finds it, at a tenth of its price; null for any other cell, which is eslint-scope's.
 */
export function plainScope(program: Node): TopLevel | null {
  const names = new Names();
  return visitAll(program.body, names) ? names.found() : null;
}

/** The names of a cell, as they are met. */
class Names {
  inert = true;
  readonly #variables = new Map<string, Variable>();
  readonly #references: Reference[] = [];

  declare(id: Node, declaration: Node): void {
    const known: Variable = this.#variables.get(id.name) ?? { name: id.name, defs: [], references: [] };
    known.defs.push({ type: "Variable", name: id, parent: declaration });
    this.#variables.set(id.name, known);
  }

  /** False for what is no name, or one that may stand for others. */
  refer(identifier: Node, writes: boolean, init = false): boolean {
    if (identifier.type !== "Identifier" || identifier.name === "eval") return false;
    this.#references.push({ identifier, init, isWrite: () => writes });
    return true;
  }

  found(): TopLevel {
    const through = this.#references.filter((reference) => {
      const declared = this.#variables.get(reference.identifier.name);
      declared?.references.push(reference);
      return declared === undefined;
    });
    const inert = this.inert && through.every((reference) => !reference.isWrite());
    return { variables: [...this.#variables.values()], through, inert };
  }
}

/** Notes the names in a node; false where it cannot be taken. */
function visit(node: Node, names: Names): boolean {
  if (active.has(node.type) || node.operator === "delete") names.inert = false;
  switch (node.type) {
    case "Identifier":
      return names.refer(node, false);
    case "MemberExpression":
      return visit(node.object, names) && (!node.computed || visit(node.property, names));
    case "Property":
      return (!node.computed || visit(node.key, names)) && visit(node.value, names);
    case "AssignmentExpression":
      return writeTo(node.left, names) && visit(node.right, names);
    case "UpdateExpression":
      return writeTo(node.argument, names);
    case "VariableDeclaration":
      return visitDeclaration(node, names);
  }
  const keys = parts[node.type];
  return keys !== undefined && keys.every((key) => visitAll([node[key]].flat(), names));
}

function visitAll(nodes: (Node | null)[], names: Names): boolean {
  return nodes.every((node) => node === null || visit(node, names));
}

function visitDeclaration(declaration: Node, names: Names): boolean {
  if (!/^(const|let|var)$/.test(declaration.kind)) return false;
  return (declaration.declarations as Node[]).every(({ id, init }) => {
    if (id.type !== "Identifier") return false;
    names.declare(id, declaration);
    return init === null || (names.refer(id, true, true) && visit(init, names));
  });
}

function writeTo(target: Node, names: Names): boolean {
  if (names.refer(target, true)) return true;
  names.inert = false;
  return target.type === "MemberExpression" && visit(target, names);
}
