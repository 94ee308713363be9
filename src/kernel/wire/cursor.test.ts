import assert from "node:assert/strict";
import { test } from "node:test";
import { codePointOffset, utf16Offset } from "./cursor.ts";

test("cursors count code points in Jupyter and UTF-16 units here", () => {
  const text = "a😀b𝒳c";
  const units = [0, 1, 3, 4, 6, 7];
  units.forEach((unit, point) => {
    assert.equal(utf16Offset(text, point), unit);
    assert.equal(codePointOffset(text, unit), point);
  });
  assert.equal(utf16Offset(text, 99), 7);
  assert.equal(utf16Offset(text, -1), 0);
  assert.equal(codePointOffset(text, 99), 5);
});
