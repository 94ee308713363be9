import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { Visitor, type Node } from "oxc-parser";
import { entries } from "../bench/reference/entries.ts";
import { homeOf, publicNames } from "../bench/reference/modules.ts";
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
    pictures: ["toSvg", "toPng", "toPdf", "cueForest", "cueShares", "cueMap"],
  } as const;
  for (const [place, names] of Object.entries(places))
    for (const name of names) assert.equal(typeof index[place as keyof typeof places][name as never], "function", name);
});

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
  const all = publicNames(path.join(source, "index.ts"));
  const homes = new Set(all.map(({ home }) => `${home.file} ${home.name}`));
  const missing = new Set<string>();
  for (const { home, declared } of all)
    for (const name of shown(declared.node)) {
      const found = homeOf(home.file, name);
      if (found && !homes.has(`${found.file} ${found.name}`))
        missing.add(`${path.relative(source, found.file)}: ${found.name}`);
    }
  assert.deepEqual([...missing].sort(), []);
});

const values = entries(source).filter(({ kind }) => kind === "value");

test("every public value says what it does, and has an example", () => {
  assert.ok(values.length > 100);
  assert.deepEqual(
    values.filter(({ doc }) => doc === "").map(({ name }) => name),
    [],
  );
  assert.deepEqual(
    values.filter(({ examples }) => examples.length === 0).map(({ name }) => name),
    [],
  );
});

test("the example of a name uses it", () => {
  for (const { name, examples } of values)
    for (const code of examples) assert.ok(code.includes(name), `${name}: ${code}`);
});
