import assert from "node:assert/strict";
import { test } from "node:test";
import { bracedTexts, parseTolerantJson } from "./tolerant-json.ts";

const cases: [text: string, value: unknown][] = [
  ['{"a": 1}', { a: 1 }],
  ['{"a": [1, 2,], }', { a: [1, 2] }],
  ['{"a": 1 /* one */, // two\n "b": "// none, }" }', { a: 1, b: "// none, }" }],
  ['{"a": "x\ny"}', { a: "x\ny" }],
  ['{"a": True, "b": None, "c": "None"}', { a: true, b: null, c: "None" }],
  ['{"a": 1, // last\n}', { a: 1 }],
  ["{'a': 1, 'b': 'It\\'s \"so\"', \"c\": None}", { a: 1, b: 'It\'s "so"', c: null }],
  ["{'a': 'It's so', 'b': 1}", undefined],
  ['{a: 1, b_2: "c: {d: 1}", # e: 2\n f: [+1]}', undefined],
  ['{a: 1, b_2: "c: {d: 1}", # e: 2\n f: +0.5}', { a: 1, b_2: "c: {d: 1}", f: 0.5 }],
  ["{“a”: “one, „two”, „b“: 1}", undefined],
  ["{“a”: “one, two”, „b“: 1}", { a: "one, two", b: 1 }],
  ["{a b: 1}", undefined],
  ['{"a": 1', undefined],
  ["", undefined],
];
for (const [text, value] of cases)
  test(`tolerant JSON: ${JSON.stringify(text)}`, () => assert.deepEqual(parseTolerantJson(text), value));

test("texts in braces, outermost, whatever is quoted in them", () => {
  assert.deepEqual(bracedTexts('a {b {c}} "}" {"d": "}{"} {e'), ["{b {c}}", '{"d": "}{"}']);
  assert.deepEqual(bracedTexts("{".repeat(2_000)), []);
});
