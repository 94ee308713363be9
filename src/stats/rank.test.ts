import assert from "node:assert/strict";
import { test } from "node:test";
import { cellOf, countsOf } from "./fixture.ts";
import { gap } from "./gap.ts";
import { rank } from "./rank.ts";

test("every place of K + 1 different values has its p, and the farthest the floor", () => {
  const values = [1, 2, 4, 8, 16];
  const ps = values.map((value) => rank(value, values.filter((other) => other !== value)).p); // prettier-ignore
  assert.deepEqual(ps, [0.6, 0.8, 1, 0.4, 0.2]);
  assert.equal(rank(16, [1, 2, 4, 8]).floor, 0.2);
});

test("fewer trials of the published wording than of its rewordings: no rank test, and why; as many, or more: there is one", () => {
  const ranked = (trials: number) =>
    gap(countsOf([trials / 2, trials], [30, 50], [10, 50], [22, 50], [25, 50], [31, 50]))[0]!;
  const few = ranked(10);
  assert.deepEqual([few.rankP, few.rankFloor], [null, null]);
  assert.ok(few.notes.some((note) => note.includes("fewer trials than its rewordings")));
  assert.ok(!few.notes.some((note) => note.startsWith("the rank p cannot fall below")));
  for (const trials of [46, 50, 400]) assert.ok(ranked(trials).rankP !== null, String(trials));
});

test("printed standard errors tell how many trials there were, those of 0 and of differences too", () => {
  const printed = (published: [number, number], paraphrases: [number, number][]) =>
    gap(
      [published, ...paraphrases].map(([rate, se], i) =>
        cellOf({ wording: `w${i}`, arm: i === 0 ? "published" : "paraphrase", rate, se }),
      ),
    )[0]!.rankP;
  const se = (rate: number, n: number) => Math.sqrt((rate * (1 - rate)) / n);
  const rates = [0.05, 0, 0.1, 0];
  const paraphrases = rates.map((rate): [number, number] => [rate, se(rate, 80)]);
  assert.notEqual(printed([0.5, se(0.5, 80)], paraphrases), null);
  assert.equal(printed([0.5, se(0.5, 30)], paraphrases), null);
  const differences = [-0.1, 0.2, 0.1].map((rate): [number, number] => [rate, 0.04]);
  assert.notEqual(printed([0.3, 0.02], differences), null);
  assert.equal(printed([0.3, 0.09], differences), null);
});

test("several published wordings: no rank test and no floor, and no word of one", () => {
  const second = cellOf({ wording: "v", arm: "published", successes: 18, trials: 20 });
  const found = gap([...countsOf([10, 20], [5, 20], [7, 20], [9, 20]), second])[0]!;
  assert.deepEqual([found.rankP, found.rankFloor], [null, null]);
  assert.ok(!found.notes.some((note) => note.includes("floor")));
});
