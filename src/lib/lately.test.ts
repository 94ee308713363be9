import assert from "node:assert/strict";
import { test } from "node:test";
import { lately } from "./lately.ts";

test("what was asked for lately is not made again, and no more is kept than that", () => {
  const calls: string[] = [];
  const upper = lately(2, (key: string) => {
    calls.push(key);
    return key === "none" ? undefined : key.toUpperCase();
  });
  assert.deepEqual(["a", "b", "a", "c", "a", "b"].map(upper), ["A", "B", "A", "C", "A", "B"]);
  assert.deepEqual(calls, ["a", "b", "c", "b"]);
  assert.deepEqual([upper("none"), upper("none")], [undefined, undefined]);
  assert.equal(calls.filter((key) => key === "none").length, 1);
});

test("what fails is tried again", () => {
  let tries = 0;
  const failing = lately(2, () => {
    tries++;
    throw new Error("not today");
  });
  for (let i = 0; i < 2; i++) assert.throws(() => failing("a"), /not today/);
  assert.equal(tries, 2);
});
