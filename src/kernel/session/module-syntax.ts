import type MagicString from "magic-string";
import { walk, type Node } from "./syntax.ts";

/** How the importing cell uses a name: as a value, as a type only, or not yet. */
export type ImportUse = "value" | "type" | "none";

/** What the TypeScript of a cell says of its imports. */
export interface ImportUses {
  useOf(local: string): ImportUse;
  /** Whether types are all that is imported of a module, so that it need not be there. */
  isForTypes(specifier: string): boolean;
}

/**
 * Makes imports calls of `kernel$import(specifier, [[imported, local, use], …], attributes)`, moved
 * above the rest; `import()` and `import.meta` the cell's own; and takes `export` away.
 */
export function rewriteModuleSyntax(magic: MagicString, program: Node, uses: ImportUses): void {
  const statements: Node[] = program.body;
  const late = statements.findIndex(({ type }) => type !== "ImportDeclaration");
  const top = late === -1 ? null : (statements[late - 1]?.end ?? 0);
  for (const [index, node] of [...statements.entries()].toReversed()) {
    if (node.type === "ImportDeclaration" && node.specifiers.length === 0 && uses.isForTypes(node.source.value)) {
      magic.remove(node.start, node.end);
    } else if (node.type === "ImportDeclaration" || (/^Export(All|Named)Declaration$/.test(node.type) && node.source)) {
      magic.update(node.start, node.end, importCall(node, uses));
      if (top !== null && index > late) magic.move(node.start, node.end, top);
    } else if (node.type === "ExportNamedDeclaration") {
      magic.remove(node.start, node.declaration?.start ?? node.end);
    } else if (node.type === "ExportDefaultDeclaration") {
      magic.remove(node.start, defaultStart(magic.original, node));
      if (/^(Function|Class)Declaration$/.test(node.declaration.type) && node.declaration.id === null) {
        magic.prependRight(node.declaration.start, "(");
        magic.appendLeft(node.declaration.end, ");");
      }
    }
  }
  if (!magic.original.includes("import")) return;
  walk(program, (node) => {
    if (node.type === "ImportExpression") magic.update(node.start, node.start + "import".length, "kernel$dynamic");
    else if (node.type === "MetaProperty" && node.meta.name === "import")
      magic.update(node.start, node.end, "kernel$meta");
  });
}

/** Where what is exported by default starts, with its parentheses. */
export function defaultStart(code: string, { start }: Node): number {
  return start + /^export\s+default\s*/.exec(code.slice(start))![0].length;
}

function importCall({ source, specifiers, attributes, type }: Node, { useOf }: ImportUses): string {
  const bindings = (type === "ImportDeclaration" ? (specifiers as Node[]) : []).map(({ type, imported, local }) => [
    type === "ImportNamespaceSpecifier"
      ? "*"
      : type === "ImportDefaultSpecifier"
        ? "default"
        : (imported.name ?? imported.value),
    local.name,
    useOf(local.name),
  ]);
  const pairs = (attributes as Node[]).map(({ key, value }) => [key.name ?? key.value, value.value]);
  const args = [source.value, bindings, ...(pairs.length > 0 ? [Object.fromEntries(pairs)] : [])];
  return `await kernel$import(${args.map((arg) => JSON.stringify(arg)).join(", ")});`;
}
