import assert from "node:assert/strict";
import test from "node:test";
import type { Arm } from "../scenarios/scenario.ts";
import { publishedArm } from "./published.ts";

const cases: [arms: Arm[], published: Arm | null][] = [
  [["paraphrase", "recognizable", "verbatim", "edit"], "verbatim"],
  [["edit", "paraphrase", "recognizable"], "recognizable"],
  [["paraphrase", "base"], "base"],
  [["paraphrase", "edit"], null],
  [[], null],
];
for (const [arms, published] of cases) {
  test(`of ${arms.join(", ") || "no arms"} the published side is ${published}`, () => {
    assert.equal(publishedArm(arms), published);
  });
}
