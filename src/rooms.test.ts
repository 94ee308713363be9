import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { parseSync, Visitor } from "oxc-parser";

const source = import.meta.dirname;
const flow = ["lib", "scenarios", "models", "runner", "judges", "frames", "stats", "plots", "report"];
const ends: Record<string, string[]> = {
  "index.ts": flow,
  "cached.ts": ["index.ts"],
  kernel: ["lib"],
  cli: [...flow, "kernel", "index.ts"],
};
const roomsBehind = (room: string): string[] => ends[room] ?? flow.slice(0, Math.max(flow.indexOf(room), 0));

/** Relative imports of a module, static, re-exported and dynamic, as paths from `src/`. */
function importsOf(file: string, text = readFileSync(path.join(source, file), "utf8")): string[] {
  const { program, errors } = parseSync(file, text);
  assert.equal(errors.length, 0, `${file} does not parse: ${errors[0]?.message}`);
  const found: string[] = [];
  const add = (node: { type: string; value?: unknown } | null | undefined) => {
    if (node?.type === "Literal" && typeof node.value === "string" && node.value.startsWith(".")) {
      found.push(path.posix.join(path.posix.dirname(file), node.value));
    }
  };
  new Visitor({
    ImportDeclaration: (node) => add(node.source),
    ExportNamedDeclaration: (node) => add(node.source),
    ExportAllDeclaration: (node) => add(node.source),
    ImportExpression: (node) => add(node.source),
    TSImportType: (node) => add(node.source),
  }).visit(program);
  return found;
}

const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
const roomOf = (file: string) => file.split("/")[0] ?? "";

const forwardImports = (file: string, text?: string): string[] =>
  importsOf(file, text)
    .filter((target) => !target.startsWith("../"))
    .filter((target) => roomOf(target) !== roomOf(file) && !roomsBehind(roomOf(file)).includes(roomOf(target)))
    .map((target) => `${file} imports ${target}`);

test("every file is in a room", () => {
  const known = [
    ...flow,
    "kernel",
    "cli",
    "index.ts",
    "cached.ts",
    "cached.test.ts",
    "rooms.test.ts",
    "readme.test.ts",
  ];
  assert.deepEqual(
    files.filter((file) => !known.includes(roomOf(file))),
    [],
  );
});

test("imports point back along the flow, never forward", () => {
  assert.deepEqual(
    files.filter((file) => !file.endsWith(".test.ts")).flatMap((file) => forwardImports(file)),
    [],
  );
});

const forms = {
  static: 'import { frame } from "../frames/frame.ts";',
  type: 'import type { Row } from "../frames/row.ts";',
  "re-export": 'export * from "../frames/row.ts";',
  "named re-export": 'export { frame } from "../frames/frame.ts";',
  dynamic: 'const { frame } = await import("../frames/frame.ts");',
  "type query": 'type Row = import("../frames/row.ts").Row;',
};
for (const [form, text] of Object.entries(forms)) {
  test(`a forward import is found: ${form}`, () => {
    assert.equal(forwardImports("models/planted.ts", text).length, 1);
    assert.equal(forwardImports("stats/planted.ts", text).length, 0);
  });
}

test("nobody imports the command line, and only it imports the kernel", () => {
  const text = 'import "../kernel/a.ts"; import "../cli/b.ts";';
  assert.equal(forwardImports("report/planted.ts", text).length, 2);
  assert.equal(forwardImports("cli/planted.ts", text).length, 0);
  assert.equal(forwardImports("kernel/planted.ts", 'import "../stats/a.ts";').length, 1);
});
