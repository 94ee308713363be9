import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { parseSync, Visitor, type Node } from "oxc-parser";
import * as index from "./index.ts";

const source = import.meta.dirname;

test("the names at the top are few, and none stands twice", () => {
  assert.ok(Object.keys(index).length <= 63, `${Object.keys(index).length} values`);
  const { stats, texts, recognition, interop, pictures, ...top } = index;
  const all = [top, stats, texts, recognition, interop, pictures].flatMap((each) => Object.keys(each));
  assert.deepEqual(
    all.filter((name, i) => all.indexOf(name) < i),
    [],
  );
});

test("what belongs together stands under one name", () => {
  const places = {
    stats: ["rank", "meta", "mcnemar", "twoRates", "power", "dose", "cues", "posterior"],
    texts: ["fetchPublished", "paraphrase", "perturbations", "checkWording"],
    recognition: ["planProbe", "measureMemorisation", "spokenRows"],
    interop: ["readCells", "readLabels", "importReplies", "toCsv"],
    pictures: ["toSvg", "toPng", "toPdf"],
  } as const;
  for (const [place, names] of Object.entries(places))
    for (const name of names) assert.equal(typeof index[place as keyof typeof places][name as never], "function", name);
});

/**
 * What a module declares and brings in: its text's declarations by name, and where imported names
 * come from.
 */
interface Module {
  declared: Map<string, Node>;
  imported: Map<string, { file: string; name: string }>;
  exported: { file: string; name: string; all: boolean }[];
}

const modules = new Map<string, Module>();

function moduleOf(file: string): Module {
  const known = modules.get(file);
  if (known) return known;
  const module: Module = { declared: new Map(), imported: new Map(), exported: [] };
  modules.set(file, module);
  const from = (at: string) => path.resolve(path.dirname(file), at);
  const nameOf = (node: unknown) => (node as { name: string }).name;
  const declare = (node: Node): void => {
    if ("id" in node && node.id) module.declared.set(nameOf(node.id), node);
    if (node.type === "VariableDeclaration")
      for (const each of node.declarations) module.declared.set(nameOf(each.id), each);
  };
  for (const node of parseSync(file, readFileSync(file, "utf8")).program.body) {
    if (node.type === "ImportDeclaration" && node.source.value.startsWith("."))
      for (const each of node.specifiers)
        if (each.type === "ImportSpecifier")
          module.imported.set(each.local.name, { file: from(node.source.value), name: nameOf(each.imported) });
    if (node.type === "ExportAllDeclaration" && node.source.value.startsWith("."))
      module.exported.push({ file: from(node.source.value), name: "*", all: true });
    if (node.type === "ExportNamedDeclaration" && node.source?.value.startsWith("."))
      for (const each of node.specifiers)
        module.exported.push({ file: from(node.source.value), name: nameOf(each.local), all: false });
    declare(node.type === "ExportNamedDeclaration" && node.declaration ? node.declaration : (node as Node));
  }
  return module;
}

/** Where a name of a module is declared; null where it is not ours. */
function homeOf(file: string, name: string): { file: string; name: string } | null {
  const { declared, imported, exported } = moduleOf(file);
  if (declared.has(name)) return { file, name };
  const from = imported.get(name) ?? exported.find((each) => each.name === name);
  return from ? homeOf(from.file, from.name) : null;
}

/** Everything that a module gives away, as `file name` of its home, what it passes on included. */
function exportsOf(file: string): Map<string, Node> {
  const all = new Map<string, Node>();
  for (const { file: from, name, all: every } of moduleOf(file).exported) {
    const names = every ? [...moduleOf(from).declared.keys()] : [name];
    for (const each of names) {
      const home = homeOf(from, each);
      if (home) all.set(`${home.file} ${home.name}`, moduleOf(home.file).declared.get(home.name)!);
    }
    if (every) for (const [key, node] of exportsOf(from)) all.set(key, node);
  }
  return all;
}

/**
 * The types that a declaration shows to whoever uses it: of a function those it takes and returns.
 */
function shown(node: Node): string[] {
  const found: string[] = [];
  const visitor = new Visitor({
    TSTypeReference: ({ typeName }) => void (typeName.type === "Identifier" && found.push(typeName.name)),
    TSInterfaceHeritage: ({ expression }) => void (expression.type === "Identifier" && found.push(expression.name)),
  });
  const { init } = node as { init?: Node | null };
  const parts =
    node.type === "FunctionDeclaration" || node.type === "ArrowFunctionExpression"
      ? [...node.params, node.returnType]
      : node.type.startsWith("TS")
        ? [node]
        : [];
  if (node.type === "VariableDeclarator" && init) found.push(...shown(init));
  for (const part of parts) if (part) visitor.visit({ type: "Program", body: [part] } as never);
  return found;
}

test("every type that a public result or option shows is exported, too", () => {
  const index = path.join(source, "index.ts");
  const all = exportsOf(index);
  const missing = new Set<string>();
  for (const [key, node] of all) {
    const [file] = key.split(" ") as [string];
    for (const name of shown(node)) {
      const home = homeOf(file, name);
      if (home && !all.has(`${home.file} ${home.name}`))
        missing.add(`${path.relative(source, home.file)}: ${home.name}`);
    }
  }
  assert.deepEqual([...missing].sort(), []);
});
