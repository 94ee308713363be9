import assert from "node:assert/strict";
import { test } from "node:test";
import { cellOf, countsOf } from "../fixture.ts";
import { gap } from "../gap/gap.ts";
import { rank } from "./rank.ts";

test("every place of K + 1 different values has its p, and the farthest the floor", () => {
  const values = [1, 2, 4, 8, 16];
  const ps = values.map((value) => rank(value, values.filter((other) => other !== value)).p); // prettier-ignore
  assert.deepEqual(ps, [0.6, 0.8, 1, 0.4, 0.2]);
  assert.equal(rank(16, [1, 2, 4, 8]).floor, 0.2);
});

test("several published wordings: no rank test and no floor, and no word of one", () => {
  const second = cellOf({ wording: "v", arm: "published", successes: 18, trials: 20 });
  const found = gap([...countsOf([10, 20], [5, 20], [7, 20], [9, 20]), second])[0]!;
  assert.deepEqual([found.rankP, found.rankFloor], [null, null]);
  assert.ok(!found.notes.some((note) => note.includes("floor")));
});
