import assert from "node:assert/strict";
import test from "node:test";
import { described } from "./described.ts";

for (const [value, words] of [
  [Promise.resolve(1), "a promise, which nobody awaited"],
  [[1, 2], "an array of 2"],
  [{ dir: "out", plan: {} }, "an object with dir, plan"],
  [{}, "an object with nothing in it"],
  [undefined, "undefined"],
  [null, "null"],
  ["insider-trading", "a text"],
] as const)
  test(`in place of something else: ${words}`, () => assert.equal(described(value), words));
