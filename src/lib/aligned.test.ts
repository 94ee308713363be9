import assert from "node:assert/strict";
import { test } from "node:test";
import { aligned } from "./aligned.ts";

test("columns begin under each other, and from a column on end under each other, with no blanks behind", () => {
  assert.deepEqual(
    aligned([
      ["a", "bc", "d"],
      ["efg", "", ""],
    ]),
    ["a    bc  d", "efg"],
  );
  assert.deepEqual(
    aligned(
      [
        ["model", "n"],
        ["m", "1,000"],
      ],
      1,
    ),
    ["model      n", "m      1,000"],
  );
});

test("no rows are no lines; a row may be short; hundreds of thousands are no trouble", () => {
  assert.deepEqual(aligned([]), []);
  assert.deepEqual(aligned([["long", "x"], ["y"]]), ["long  x", "y"]);
  assert.equal(aligned(Array.from({ length: 300_000 }, (_, i) => [String(i), "x"])).at(9), "9       x");
});
