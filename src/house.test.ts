import assert from "node:assert/strict";
import { test } from "node:test";
import { longFunctions } from "../bench/house/long-functions.ts";
import { reflowComments } from "../bench/house/reflow-comments.ts";
import { repeatedLines } from "../bench/house/repeated-lines.ts";
import { filesOf, isForTests } from "../bench/house/source.ts";
import { wideComments } from "../bench/house/wide-comments.ts";

/** Functions of over 60 lines, and how long each is; they are being split, and none may be added or grow. */
const known: Record<string, number> = {
  laplace: 128,
  serve: 115,
  CsvRow: 113,
  Worker: 103,
  createSession: 101,
  "(unnamed)": 120,
  queue: 84,
  hostSession: 76,
  openLedger: 70,
  openLanguage: 69,
  openBudget: 66,
  Scope: 65,
  openNotebook: 64,
  askingJudge: 62,
};

test("no function has over 60 lines", () => {
  const long = filesOf()
    .filter((file) => !isForTests(file))
    .flatMap((file) => longFunctions(file));
  assert.deepEqual(
    long
      .filter(({ name, lines }) => lines > (known[name] ?? 60))
      .map((each) => `${each.file}: ${each.name}, ${each.lines} lines`),
    [],
  );
});

test("a long function is found under its name, whatever its form", () => {
  const body = "\n".repeat(3);
  const text = [
    `function one() {${body}}`,
    `const two = () => {${body}};`,
    `const object = { three() {${body}}, four: function () {${body}} };`,
    `class Five {\n  six() {${body}}\n}`,
    `export default () => {${body}};`,
    "function short() {\n}",
  ].join("\n");
  const names = longFunctions("planted.ts", 3, text).map(({ name }) => name);
  assert.deepEqual(names.toSorted(), ["(unnamed)", "Five", "four", "one", "six", "three", "two"].toSorted());
});

test("a comment's wide line is found, in a block and after code, and code's is not", () => {
  const wide = "x".repeat(100);
  const text = [`// ${wide}`, `/**\n * ${wide}\n */`, `const a = "${wide}";`, `const b = 1; // ${wide}`, "// ok"].join(
    "\n",
  );
  assert.deepEqual(wideComments("planted.ts", 100, text), ["planted.ts:1", "planted.ts:3", "planted.ts:6"]);
});

test("what repeats is found once, at its full length, and imports and comments are not looked at", () => {
  const lines = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => `call${from + i}();`).join("\n");
  const texts = new Map([
    ["a.ts", `import a from "a";\n${lines(0, 5)}\n// why\n${lines(5, 8)}\nend();`],
    ["b.ts", `import a from "a";\nbegin();\n${lines(0, 8)}`],
    ["c.ts", lines(0, 5)],
  ]);
  assert.deepEqual(repeatedLines(texts), [{ lines: 8, a: { file: "a.ts", line: 2 }, b: { file: "b.ts", line: 3 } }]);
});

test("a wide comment is broken anew, and nothing else is changed", () => {
  const reflow = (text: string) => reflowComments("planted.ts", text, 30);
  const cases: [string, string][] = [
    ["/** short */\n", "/** short */\n"],
    ["/** one two three four five six */\n", "/**\n * one two three four five six\n */\n"],
    ["// one two three four five six seven\n// eight\n", "// one two three four five six\n// seven eight\n"],
    ["  const a = 1; // one two three four\n", "  // one two three four\n  const a = 1;\n"],
    [
      "/**\n * one two three four five six seven:\n *\n * - eight\n */\n",
      "/**\n * one two three four five six\n * seven:\n *\n * - eight\n */\n",
    ],
    ['const text = "// one two three four five six";\n', 'const text = "// one two three four five six";\n'],
    ["const b = [1, 2, 3, 4, 5, 6]; // prettier-ignore\n", "const b = [1, 2, 3, 4, 5, 6]; // prettier-ignore\n"],
    ["call(/* one two three four */ 5, 6);\n", "call(/* one two three four */ 5, 6);\n"],
  ];
  for (const [text, expected] of cases) assert.equal(reflow(text), expected);
});
