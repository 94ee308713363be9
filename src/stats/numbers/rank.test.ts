import assert from "node:assert/strict";
import { test } from "node:test";
import { rank } from "./rank.ts";

test("every place of K + 1 different values has its p, and the farthest the floor", () => {
  const values = [1, 2, 4, 8, 16];
  const ps = values.map((value) => rank(value, values.filter((other) => other !== value)).p); // prettier-ignore
  assert.deepEqual(ps, [0.6, 0.8, 1, 0.4, 0.2]);
  assert.equal(rank(16, [1, 2, 4, 8]).floor, 0.2);
});
