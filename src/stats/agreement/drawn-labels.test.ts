import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { random, type Random } from "../../lib/random.ts";
import { agreement } from "./agreement.ts";
import { krippendorff } from "./krippendorff.ts";
import { predictionPowered } from "./prediction-powered.ts";

interface Fixture {
  weighted: Record<"labels" | "judge" | "rest" | "probabilities" | "estimates", number[]>[] & { kappa: number }[];
  plain: (Record<"labels" | "judge" | "rest", number[]> & { estimate: number })[];
}

/** Made by fixtures/judged.py with ppi_py and scikit-learn. */
const fixture = JSON.parse(readFileSync(new URL("../fixtures/judged.json", import.meta.url), "utf8")) as Fixture;
const near = (actual: number, expected: number, tolerance = 1e-10) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual}, expected ${expected}`);

for (const { labels, judge, rest, probabilities, estimates, kappa } of fixture.weighted)
  test(`ppi_py's weighted mean and scikit-learn's weighted κ of ${labels!.length} labels drawn unevenly`, () => {
    [0, 0.5, 1].forEach((lambda, i) =>
      near(
        predictionPowered(labels!, judge!, rest!, { lambda, probabilities: probabilities! }).estimate,
        estimates![i]!,
      ),
    );
    const found = agreement(judge!, labels!, { probabilities: probabilities! });
    near(found.kappa!.estimate, kappa!);
    assert.deepEqual(found.confusion, agreement(judge!, labels!).confusion);
    assert.ok(found.sensitivity!.size! < found.sensitivity!.trials && found.kappa!.ci[0] < kappa!);
    assert.notEqual(found.sensitivity!.rate, agreement(judge!, labels!).sensitivity!.rate);
  });

for (const { labels, judge, rest, estimate } of fixture.plain)
  test(`ppi_py's mean of ${labels.length} labels drawn evenly`, () =>
    near(predictionPowered(labels, judge, rest, { lambda: 0.7 }).estimate, estimate));

test("probabilities that are all alike change nothing but what the judge's mean is over", () => {
  const [labels, judge] = [[1, 0, 1, 1, 0, 0, 1], [1, 0, 0, 1, 0, 1, 1]]; // prettier-ignore
  const probabilities = labels.map(() => 0.25);
  assert.deepEqual(agreement(judge, labels, { probabilities }), agreement(judge, labels));
  const pairs = labels.map((label, i) => [label, judge[i]!]);
  near(krippendorff(pairs, { probabilities }).alpha!, krippendorff(pairs).alpha!, 1e-12);
  const doubled = [...pairs, ...pairs.slice(0, 2)];
  const twice = pairs.map((_, i) => (i < 2 ? 0.25 : 0.5));
  const alpha = krippendorff(pairs, { probabilities: twice }).alpha!;
  assert.ok(Math.abs(alpha - krippendorff(doubled).alpha!) < 0.02);
  assert.throws(() => predictionPowered([1, 0], [1, 0], [1, 0], { probabilities: [0.5, 0] }), /a probability of 0/);
  assert.throws(() => predictionPowered([1, 0], [1, 0], [1, 0], { probabilities: [0.5] }), /1 probabilities/);
});

const flip = (next: Random, p: number): number => Number(next() < p);
const graded = (next: Random, truth: number): number => flip(next, truth ? 0.9 : 0.05);

test("few labels: the interval is within 0 and 1 and covers, drawn evenly or evenly over unequal arms", () => {
  const next = random("few labels");
  const sets = 400;
  const covers = { even: 0, byArm: 0, unweighted: 0 };
  for (let set = 0; set < sets; set++) {
    const labels = Array.from({ length: 20 }, () => flip(next, 0.1));
    const rest = Array.from({ length: 300 }, () => graded(next, flip(next, 0.1)));
    const { ci, interval } = predictionPowered(labels, labels.map((label) => graded(next, label)), rest); // prettier-ignore
    assert.ok(ci![0] >= 0 && ci![1] <= 1 && interval === "score");
    covers.even += Number(ci![0] <= 0.1 && 0.1 <= ci![1]);
    // 50 published trials at 60 %, 400 paraphrased ones at 20 %, 30 labels of either.
    const [one, other] = [[50, 0.6], [400, 0.2]].map(([n, rate]) => Array.from({ length: n! }, () => flip(next, rate!))); // prettier-ignore
    const truths = [...one!.slice(0, 30), ...other!.slice(0, 30)];
    const judge = truths.map((truth) => graded(next, truth));
    const others = [...one!.slice(30), ...other!.slice(30)].map((truth) => graded(next, truth));
    const mean = (50 * 0.6 + 400 * 0.2) / 450;
    const probabilities = truths.map((_, i) => (i < 30 ? 30 / 50 : 30 / 400));
    const holds = (options: object) => {
      const [low, high] = predictionPowered(truths, judge, others, options).ci!;
      return Number(low <= mean && mean <= high);
    };
    covers.byArm += holds({ probabilities });
    covers.unweighted += holds({ lambda: 0 });
  }
  assert.ok(covers.even / sets >= 0.93 && covers.byArm / sets >= 0.93, JSON.stringify(covers));
  assert.ok(covers.unweighted / sets < 0.6, JSON.stringify(covers));
});

/**
 * Shares of ones, how many are labelled of how many, and how often the judge is right on ones and
 * on zeros.
 */
const unequal: [rates: number[], sizes: number[], each: number, right: [number, number]][] = [
  [[0.3, 0.1], [40, 500], 20, [0.85, 0.9]],
  [[0.1, 0.02], [60, 400], 15, [0.7, 0.95]],
  [[0.5, 0.1], [80, 400], 10, [0.9, 0.8]],
];

for (const [rates, sizes, each, right] of unequal)
  test(`${each} labels of ${sizes.join(" and of ")} trials at ${rates.join(" and ")}: the interval covers`, () => {
    const next = random(`unequal labels ${rates}`);
    const sets = 500;
    const mean = (sizes[0]! * rates[0]! + sizes[1]! * rates[1]!) / (sizes[0]! + sizes[1]!);
    const probabilities = sizes.flatMap((size) => Array.from({ length: each }, () => each / size));
    let covered = 0;
    for (let set = 0; set < sets; set++) {
      const arms = sizes.map((size, arm) =>
        Array.from({ length: size }, () => {
          const truth = flip(next, rates[arm]!);
          return [truth, flip(next, truth ? right[0] : 1 - right[1])] as const;
        }),
      );
      const drawn = arms.flatMap((arm) => arm.slice(0, each));
      const others = arms.flatMap((arm) => arm.slice(each)).map(([, verdict]) => verdict);
      const [truths, verdicts] = [0, 1].map((of) => drawn.map((item) => item[of]!)) as [number[], number[]];
      const { ci, worth } = predictionPowered(truths, verdicts, others, { probabilities });
      assert.ok(ci![0] >= 0 && ci![1] <= 1 && worth < 2 * each);
      covered += Number(ci![0] <= mean && mean <= ci![1]);
    }
    assert.ok(covered / sets >= 0.93, `${covered} of ${sets}`);
  });

test("proportions have Welch's t, cut to the scale", () => {
  const found = predictionPowered([0.02, 0.3, 0, 0.1], [0, 0.2, 0.1, 0.1], [0.1, 0, 0.3, 0.2]);
  assert.equal(found.interval, "t");
  assert.equal(found.ci![0], 0);
});
