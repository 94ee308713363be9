import type MagicString from "magic-string";
import type { Bindings } from "./bindings.ts";
import { walk, type Node } from "./syntax.ts";

/**
 * Makes every use of a top-level variable go through its box `cell$name.v`, and every top-level
 * declaration a write to one. Functions keep the names that their declaration would have given
 * them, and are called without a `this`. What is caught is tidied, so that messages speak of
 * variables and not of boxes.
 */
export function rewriteNames(magic: MagicString, program: Node, bindings: Bindings): void {
  const shorthand = new Set<Node>();
  const called = new Set<Node>();
  walk(program, (node, parent) => {
    switch (node.type) {
      case "Property":
        if (node.shorthand) shorthand.add(node.value.type === "AssignmentPattern" ? node.value.left : node.value);
        break;
      case "CallExpression":
        called.add(node.callee);
        break;
      case "TaggedTemplateExpression":
        called.add(node.tag);
        break;
      case "UnaryExpression":
        if (node.operator === "typeof" && bindings.uses.has(node.argument)) bindings.uses.set(node.argument, "guard");
        break;
      case "CatchClause":
        if (node.param?.type === "Identifier")
          magic.appendRight(node.body.start + 1, ` kernel$tidy(${node.param.name});`);
        break;
      case "VariableDeclaration":
        if (bindings.declarations.has(node)) rewriteDeclaration(magic, node, parent);
        else if (node.kind.endsWith("using") && parent === program) rewriteUsing(magic, node);
        break;
      case "AssignmentExpression":
        if (bindings.uses.has(node.left) && /^(\|\||&&|\?\?)?=$/.test(node.operator)) {
          keepName(magic, node.left.name, node.right);
        }
        break;
      case "AssignmentPattern":
        if (bindings.uses.has(node.left)) keepName(magic, node.left.name, node.right);
        break;
      case "ClassDeclaration":
        if (node.id !== null && (parent === program || parent?.type.startsWith("Export"))) {
          magic.prependRight(node.start, `cell$${node.id.name}.v = `);
          magic.appendLeft(node.end, ";");
        }
        break;
      case "Identifier": {
        const use = bindings.uses.get(node);
        if (use === undefined) break;
        const box = use === "box" ? `cell$${node.name}.v` : `kernel$guard.${node.name}`;
        const value = called.has(node) ? `(0, ${box})` : box;
        magic.update(node.start, node.end, shorthand.has(node) ? `${node.name}: ${value}` : value);
      }
    }
  });
}

/** `const { a } = b, f = () => 1` becomes `({ a: cell$a.v } = b), cell$f.v = { f: () => 1 }.f`. */
function rewriteDeclaration(magic: MagicString, node: Node, parent: Node | null): void {
  magic.remove(node.start, node.declarations[0].start);
  const loop = parent !== null && /^For(In|Of)Statement$/.test(parent.type) && parent.left === node;
  for (const { id, init, start, end } of node.declarations as Node[]) {
    if (init === null) {
      if (!loop) magic.appendLeft(id.end, " = undefined");
    } else if (id.type === "ObjectPattern") {
      magic.prependRight(start, "(");
      magic.appendLeft(end, ")");
    } else if (id.type === "Identifier") keepName(magic, id.name, init);
  }
}

/**
 * A resource is kept by its declaration, which disposes of it, and in its box, where closures find
 * it.
 */
function rewriteUsing(magic: MagicString, node: Node): void {
  for (const { id, init } of node.declarations as Node[]) magic.prependRight(init.start, `cell$${id.name}.v = `);
}

/** An anonymous function is called what it is assigned to, which assigning to a box would lose. */
function keepName(magic: MagicString, name: string, { type, id, start, end }: Node): void {
  if (type !== "ArrowFunctionExpression" && !(/^(Function|Class)Expression$/.test(type) && id === null)) return;
  magic.prependRight(start, `{ ${name}: `);
  magic.appendLeft(end, ` }.${name}`);
}
