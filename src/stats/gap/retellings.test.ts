import assert from "node:assert/strict";
import test from "node:test";
import { normal, random } from "../../lib/random.ts";
import type { CsvCell } from "../csv/csv-cell.ts";
import { cellOf } from "../fixture.ts";
import { methods } from "../paper/methods.ts";
import { did } from "./did.ts";
import { gap } from "./gap.ts";

/**
 * `r` retellings and eight paraphrases, all drawn alike, 50 trials each: no gap between the two
 * kinds.
 */
function drawn(r: number, next: () => number): CsvCell[] {
  const drawCell = (arm: string, i: number): CsvCell => {
    const rate = 1 / (1 + Math.exp(-0.8 * normal(next)));
    let successes = 0;
    for (let t = 0; t < 50; t++) if (next() < rate) successes++;
    return cellOf({ arm, wording: `${arm}-${i}`, successes, trials: 50 });
  };
  const many = (arm: string, count: number) => Array.from({ length: count }, (_, i) => drawCell(arm, i));
  return [...many("recognizable", r), ...many("paraphrase", 8)];
}

for (const r of [2, 3, 6])
  test(`${r} retellings: the interval covers no gap between the two kinds of texts at least 92 times in 100`, () => {
    const next = random(`retellings ${r}`);
    let covered = 0;
    for (let set = 0; set < 600; set++) {
      const [low, high] = gap(drawn(r, next))[0]!.ciLike!;
      if (low <= 0 && 0 <= high) covered++;
    }
    assert.ok(covered >= 0.92 * 600, `${covered} of 600`);
  });

test("one retelling is said to be one, and everything conditional on it", () => {
  const [one] = gap(drawn(1, random(1)));
  assert.equal(one!.publishedIs, "one retelling");
  assert.match(methods([one!]), /our own recognizable retelling of the published text.*conditional on it/);
  const [several] = gap(drawn(3, random(1)));
  assert.equal(several!.publishedIs, "retellings");
  assert.match(methods([several!]), /retellings of the published text.*sample of those possible/);
});

test("a control's base is never called published; the text itself is", () => {
  const as = (arm: string) =>
    drawn(1, random(2)).map((cell) => (cell.arm === "recognizable" ? { ...cell, arm } : cell));
  const [base] = gap(as("base"));
  assert.equal(base!.publishedIs, "one retelling");
  assert.doesNotMatch(methods([base!]), /published wording \(/);
  for (const arm of ["verbatim", "published"]) assert.equal(gap(as(arm))[0]!.publishedIs, "text");
});

test("several retellings' own spread is in their gap's error, and not added again as draws", () => {
  const [one, other] = [gap(drawn(3, random(3)))[0]!, gap(drawn(3, random(4)))[0]!];
  const { onAverage, asDraws } = did(one, other);
  assert.equal(asDraws!.se, onAverage!.se);
});
