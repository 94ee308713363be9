import { readFileSync } from "node:fs";
import path from "node:path";
import type { Comment, Node } from "oxc-parser";
import { parsed } from "../house/source.ts";

/** A name and the file that declares it. */
export interface Home {
  file: string;
  name: string;
}

/** What a module declares, brings in and passes on. */
interface Module {
  text: string;
  comments: Comment[];
  declared: Map<string, Declared>;
  imported: Map<string, Home>;
  exported: (Home & { as: string | null; type: boolean })[];
}

/** A declaration, where its statement begins, and whether it is exported where it stands. */
interface Declared {
  node: Node;
  start: number;
  isExported: boolean;
}

const modules = new Map<string, Module>();

/** A file's module, read once. */
export function moduleOf(file: string): Module {
  const known = modules.get(file);
  if (known) return known;
  const text = readFileSync(file, "utf8");
  const { program, comments } = parsed(file, text);
  const module: Module = { text, comments, declared: new Map(), imported: new Map(), exported: [] };
  modules.set(file, module);
  const from = (at: string) => path.resolve(path.dirname(file), at);
  const nameOf = (node: unknown) => (node as { name: string }).name;
  for (const node of program.body) {
    if (node.type === "ImportDeclaration" && node.source.value.startsWith("."))
      for (const each of node.specifiers)
        if (each.type === "ImportSpecifier")
          module.imported.set(each.local.name, { file: from(node.source.value), name: nameOf(each.imported) });
    if (node.type === "ExportAllDeclaration" && node.source.value.startsWith("."))
      module.exported.push({
        file: from(node.source.value),
        name: "*",
        as: node.exported ? nameOf(node.exported) : null,
        type: false,
      });
    if (node.type === "ExportNamedDeclaration" && node.source?.value.startsWith("."))
      for (const each of node.specifiers)
        module.exported.push({
          file: from(node.source.value),
          name: nameOf(each.local),
          as: nameOf(each.exported),
          type: node.exportKind === "type" || each.exportKind === "type",
        });
    const isExported = node.type === "ExportNamedDeclaration" && node.declaration !== null;
    const inner = isExported ? node.declaration! : (node as Node);
    const each = inner.type === "VariableDeclaration" ? inner.declarations : [inner];
    for (const declared of each)
      if ("id" in declared && declared.id)
        module.declared.set(nameOf(declared.id), { node: declared, start: node.start, isExported });
  }
  return module;
}

/** Where a name of a module is declared; null where it is not ours. */
export function homeOf(file: string, name: string): Home | null {
  const { declared, imported, exported } = moduleOf(file);
  if (declared.has(name)) return { file, name };
  const from = imported.get(name) ?? exported.find((each) => each.as === name);
  return from ? homeOf(from.file, from.name) : null;
}

/** A public name, as it is written where it is used, such as `stats.rate`. */
export interface PublicName {
  name: string;
  home: Home;
  declared: Declared;
}

/** Everything that a module gives away, in the order of its text. */
export function publicNames(file: string, prefix = ""): PublicName[] {
  return moduleOf(file).exported.flatMap(({ file: from, name, as }) => {
    if (name === "*" && as !== null) return publicNames(from, `${prefix}${as}.`);
    const named = (each: string, called: string): PublicName[] => {
      const home = homeOf(from, each);
      return home ? [{ name: prefix + called, home, declared: moduleOf(home.file).declared.get(home.name)! }] : [];
    };
    if (name !== "*") return named(name, as ?? name);
    const declared = [...moduleOf(from).declared].filter(([, { isExported }]) => isExported);
    return [...declared.flatMap(([each]) => named(each, each)), ...publicNames(from, prefix)];
  });
}
