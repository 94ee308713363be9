import assert from "node:assert/strict";
import test from "node:test";
import { parseLooseJson } from "./loose-json.ts";

const read: [text: string, value: unknown][] = [
  ['{"a": NaN, "b": [Infinity, -Infinity]}', { a: null, b: [null, null] }],
  ['{"a": "NaN, \\"NaN\\" Infinity", "b": NaN}', { a: 'NaN, "NaN" Infinity', b: null }],
  ['"NaN"', "NaN"],
];
for (const [text, value] of read) test(`read: ${text}`, () => assert.deepEqual(parseLooseJson(text), value));

test("what is no JSON either way is refused", () => {
  assert.throws(() => parseLooseJson("{NaN"), SyntaxError);
});
