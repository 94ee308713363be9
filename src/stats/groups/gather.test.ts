import assert from "node:assert/strict";
import { test } from "node:test";
import { cellOf } from "../fixture.ts";
import { tQuantile } from "../numbers/distributions.ts";
import { gather } from "./gather.ts";

const close = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 1e-12, `${actual}, expected ${expected}`);
const by = ["scenario", "model", "outcome"];

/** Two wordings, each at two conditions: what was counted of how many. */
const cells = [
  { condition: "free", wording: "w0", arm: "published", successes: 6, trials: 10 },
  { condition: "paid", wording: "w0", arm: "published", successes: 5, trials: 20 },
  { condition: "free", wording: "w1", successes: 8, trials: 40 },
  { condition: "paid", wording: "w1", successes: 3, trials: 5 },
  { condition: "free", wording: "w2", successes: 9, trials: 30 },
  { condition: "paid", wording: "w2", successes: 4, trials: 8 },
].map(cellOf);

const binomial = (successes: number, n: number) => ((successes / n) * (1 - successes / n)) / n;

test("conditions that are not told apart are averaged with equal weight, on Satterthwaite's df", () => {
  const [{ wordings, pooled }] = gather(cells, by) as [ReturnType<typeof gather>[0]];
  assert.deepEqual(pooled, [{ column: "condition", levels: ["free", "paid"], contrasted: false }]);
  const [published] = wordings;
  const parts = [binomial(6, 10) / 4, binomial(5, 20) / 4] as const;
  close(published!.rate, (0.6 + 0.25) / 2);
  close(published!.variance, parts[0] + parts[1]);
  close(published!.df, (parts[0] + parts[1]) ** 2 / (parts[0] ** 2 / 9 + parts[1] ** 2 / 19));
  const half = tQuantile(0.975, published!.df) * Math.sqrt(published!.variance);
  close(published!.ci![1], published!.rate + half);
  assert.deepEqual([published!.n, published!.successes], [30, null]);
});

test("wordings of an arm are weighed by the trials of their strata, at the arm's variance of a trial", () => {
  const [{ wordings }] = gather(cells, by) as [ReturnType<typeof gather>[0]];
  const [, one, other] = wordings;
  const units = [(1 / 40 + 1 / 5) / 4, (1 / 30 + 1 / 8) / 4] as const;
  close(one!.unit, units[0]);
  close(other!.unit, units[1]);
  const each = (one!.variance + other!.variance) / (units[0] + units[1]);
  close(one!.weightVariance, each * units[0]);
  close(other!.weightVariance, each * units[1]);
});

test("a contrast of conditions is the second less the first, of wordings that have both", () => {
  const alone = cellOf({ condition: "free", wording: "w3", successes: 1, trials: 9 });
  const contrast = { column: "condition", plus: ["paid"], minus: ["free"] };
  const [{ wordings, dropped, isDifference }] = gather([...cells, alone], by, contrast) as [
    ReturnType<typeof gather>[0],
  ];
  assert.deepEqual([wordings.length, isDifference], [3, true]);
  close(wordings[0]!.rate, 0.25 - 0.6);
  close(wordings[0]!.variance, binomial(6, 10) + binomial(5, 20));
  close(wordings[0]!.unit, 1 / 10 + 1 / 20);
  assert.deepEqual(
    dropped.map(({ reason, count }) => [reason, count]),
    [["wording not at every level", 1]],
  );
});
