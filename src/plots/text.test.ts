import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { label, points, wrap } from "./text.ts";

test("a proportion as drawn has four decimals", () => assert.equal(points(0.1 + 0.2), 30));

test("a label shows markup and drops terminal sequences", () => {
  assert.equal(label("<b>&amp;\n\u001b[31mred"), "&lt;b&gt;&amp;amp; red");
});

test("lines break at spaces, then after a slash, then anywhere", () => {
  assert.deepEqual(wrap("one two three", 7), ["one two", "three"]);
  assert.deepEqual(wrap("anthropic/claude-opus-4-6", 16), ["anthropic/", "claude-opus-4-6"]);
  assert.deepEqual(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
});

test("no line is longer than asked for, and nothing but spaces is lost", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), fc.integer({ min: 2, max: 60 }), (text, columns) => {
      const lines = wrap(text, columns);
      assert.ok(lines.every((line) => [...line].length <= columns));
      assert.equal(lines.join("").replaceAll(" ", ""), text.replaceAll(" ", ""));
    }),
  );
});
