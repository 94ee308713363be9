import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { label, percent, percentInterval, points, signed, signedInterval, wrap } from "./text.ts";

test("numbers as people read them", () => {
  assert.equal(signed(-0.12345), "−12.3");
  assert.equal(signed(0.04), "+4.0");
  assert.equal(signed(-0.0004), "0.0");
  assert.equal(signedInterval([-0.2, 0.0349]), "[−20.0, +3.5]");
  assert.equal(percent(0.5), "50.0\u00a0%");
  assert.equal(percentInterval([-0.01, 0.445]), "[−1.0, 44.5]\u00a0%");
  assert.equal(points(0.1 + 0.2), 30);
});

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
