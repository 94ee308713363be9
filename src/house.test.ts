import assert from "node:assert/strict";
import { test } from "node:test";
import { longFunctions } from "../bench/house/long-functions.ts";
import { reflowComments } from "../bench/house/reflow-comments.ts";
import { repeatedLines } from "../bench/house/repeated-lines.ts";
import { filesOf, isForTests, textOf } from "../bench/house/source.ts";
import { vagueNames } from "../bench/house/vague-names.ts";
import { wideComments } from "../bench/house/wide-comments.ts";

/** Those of over 60 lines, how long each may be, and why it is one; none may be added or grow. */
const long: Record<string, { lines: number; why: string }> = {
  "kernel/notebook/worker.ts: Worker": { lines: 74, why: "a class of short methods that share one process" },
  "kernel/notebook/notebook-process.ts: NotebookProcess": { lines: 63, why: "a class of short methods, as that" },
  "kernel/session/scope.ts: Scope": { lines: 65, why: "a class of short methods that share one table of names" },
  "kernel/language/open-language.ts: openLanguage": { lines: 61, why: "one thread's life, from start to end" },
  "scenarios/spec.ts: (unnamed)": { lines: 120, why: "the scenario's schema, a declaration of fields" },
  "scenarios/verbatim/spec.ts: (unnamed)": { lines: 75, why: "the schema of verbatim.yaml, a declaration of fields" },
};

test("no function has over 60 lines but those that are listed, and none of these is longer than it was", () => {
  const found = filesOf()
    .filter((file) => !isForTests(file))
    .flatMap((file) => longFunctions(file))
    .map(({ file, name, lines }) => ({ place: `${file}: ${name}`, lines }));
  assert.deepEqual(
    found
      .filter(({ place, lines }) => lines > (long[place]?.lines ?? 60))
      .map((each) => Object.values(each).join(", ")),
    [],
  );
  assert.deepEqual(
    Object.keys(long).filter((place) => !found.some((each) => each.place === place)),
    [],
    "these are short by now: take them off the list",
  );
});

test("comments fit 100 columns", () => {
  const found = filesOf().flatMap((file) => wideComments(file));
  assert.deepEqual(found, [], "run npm run format");
});

test("names say what they hold, not whose it is or that it is there", () => {
  const found = filesOf().flatMap((file) => vagueNames(file));
  assert.deepEqual(found, []);
});

/** What is said in one place, and where that is. */
const saidOnce: [what: string, pattern: RegExp, places: string[]][] = [
  ["a number's text", /\.(toFixed|toPrecision|toLocaleString)\(|Intl\.NumberFormat/, ["lib/number-text.ts"]],
  ["the published order", /"verbatim",\s*"recognizable",\s*"base"/, ["scenarios/arms.ts"]],
  ["all arms", /"verbatim",\s*"recognizable",\s*"paraphrase"/, ["scenarios/arms.ts"]],
];
for (const [what, pattern, places] of saidOnce)
  test(`said once: ${what}`, () => {
    const found = filesOf().filter((file) => !isForTests(file) && pattern.test(textOf(file)));
    assert.deepEqual(found, places);
  });

test("a vague name is found wherever it is declared, and a key of somebody else's object is none", () => {
  const text = [
    "const own = 1;",
    "const { a: { given }, ...made } = b;",
    "function f([told], own = 2) {}",
    "const g = (given: number) => given;",
    "interface A { told: string; own(): void }",
    "type B = (made: number) => void;",
    "const c = { own: d.own };",
  ].join("\n");
  assert.deepEqual(
    vagueNames("planted.ts", text).toSorted(),
    ["1 own", "2 given", "2 made", "3 own", "3 told", "4 given", "5 own", "5 told", "6 made"].map(
      (each) => `planted.ts:${each}`,
    ),
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
