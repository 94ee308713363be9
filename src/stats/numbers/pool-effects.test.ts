import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { normal, random } from "../../lib/random.ts";
import { conditional, sweep } from "./conditional.ts";
import { leastSquares } from "./least-squares.ts";
import { poolEffects } from "./pool-effects.ts";

type Ratios = Record<"block" | "main" | "pair", number>;
interface Case {
  name: string;
  y: number[];
  w: number[];
  block: number[][];
  main: number[][];
  pair: number[][];
  pooled: { theta: Ratios; at: number[]; criterion: number; elsewhere: { theta: Ratios; criterion: number } };
  alone: Record<"estimate" | "se" | "p" | "low" | "high", number[]> & { df: number; sigma2: number };
}

/** Made by fixtures/cues.R with lme4 and lm. */
const cases = JSON.parse(readFileSync(new URL("../fixtures/cues.json", import.meta.url), "utf8")) as Case[];

const near = (actual: number, expected: number, tolerance: number, what: string) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${what}: ${actual}, expected ${expected}`);

for (const { name, y, w, block, main, pair, pooled, alone } of cases) {
  const columns = [...block, ...main, ...pair];
  const classOf = [block, main, pair].flatMap((of, each) => of.map(() => each));

  test(`lme4's pooled coefficients and REML criterion: ${name}`, () => {
    const swept = sweep({ y, weights: w, columns, classOf });
    const at = ({ block, main, pair }: Ratios) =>
      conditional(
        swept,
        [block, main, pair].map((theta) => Math.max(theta ** 2, 1e-14)),
      );
    const best = at(pooled.theta);
    pooled.at.forEach((value, i) => near(best.at[i]!, value, 1e-6, `coefficient ${i}`));
    const difference = pooled.criterion - pooled.elsewhere.criterion;
    if (Object.values(pooled.theta).every((theta) => theta > 1e-6))
      near(-2 * (best.logLikelihood - at(pooled.elsewhere.theta).logLikelihood), difference, 1e-6, "criterion");
    for (const factor of [0.8, 1.25]) {
      const other = at(Object.fromEntries(Object.entries(pooled.theta).map(([of, x]) => [of, x * factor])) as Ratios);
      assert.ok(other.logLikelihood <= best.logLikelihood + 1e-9, "lme4's ratios are at the maximum");
    }
  });

  test(`lm's estimates, errors, intervals and p: ${name}`, () => {
    const design = [y.map(() => 1), ...block, ...main];
    const fit = leastSquares(y, design, { weights: w });
    assert.equal(fit.df, alone.df);
    near(fit.variance, alone.sigma2, 1e-9, "variance");
    for (const i of design.keys()) {
      const { estimate, se, ci, p } = fit.of(design.map((_, j) => Number(j === i)));
      near(estimate, alone.estimate[i]!, 1e-8, "estimate");
      near(se, alone.se[i]!, 1e-8, "se");
      near(ci[0], alone.low[i]!, 1e-7, "low");
      near(ci[1], alone.high[i]!, 1e-7, "high");
      near(p, alone.p[i]!, 1e-7, "p");
    }
  });
}

interface Sampled extends Record<"mean" | "sd", number[]> {
  name: string;
  /** Whether a factor's own variance may be larger than the others'. */
  heavy: boolean;
  rhat: number;
}

/** Made by fixtures/cues-brms.R: the same model, its variances sampled, not summed over a grid. */
const sampled = JSON.parse(readFileSync(new URL("../fixtures/cues-brms.json", import.meta.url), "utf8")) as Sampled[];

for (const { name, heavy, mean, sd, rhat } of sampled)
  test(`brms's posterior, to a tenth of its SD: ${name}, ${heavy ? "some factors may be larger" : "all alike"}`, () => {
    const { y, w, block, main, pair } = cases.find((each) => each.name === name)!;
    assert.ok(rhat < 1.01, "the chains have met");
    const columns = [...main, ...block, ...pair];
    const classOf = [main, block, pair].flatMap((of, each) => of.map(() => each));
    const groups = heavy ? groupsOf(name) : [];
    const combinations = columns.map((_, i) => columns.map((__, k) => Number(i === k)));
    const { combinations: pooled } = poolEffects({ y, weights: w, columns, classOf, groups }, { combinations });
    const first = (i: number) =>
      i < block.length ? main.length + i : i < block.length + main.length ? i - block.length : i;
    for (const i of columns.keys()) {
      const ours = pooled[first(i)]!;
      near(ours.estimate, mean[i]!, sd[i]! / 10, `coefficient ${i}`);
      near(ours.sd / sd[i]!, 1, 0.06, `SD of coefficient ${i}`);
    }
  });

/** Places of each factor's columns among those of all factors, as cues-brms.R has them. */
function groupsOf(name: string): number[][] {
  if (name === "levels of three and four") return [[0, 1], [2, 3, 4], [5]];
  return Array.from({ length: name === "nothing matters" ? 4 : 8 }, (_, i) => [i]);
}

test("columns stand in any order, and groups are of the first class", () => {
  const { y, w, block, main, pair } = cases.find(({ name }) => name === "levels of three and four")!;
  const columns = [...main, ...block, ...pair];
  const classOf = [main, block, pair].flatMap((of, each) => of.map(() => each));
  const groups = [[0, 1], [2, 3, 4], [5]];
  const turned = columns.map((_, i) => columns.length - 1 - i);
  const unit = (at: number) => columns.map((_, i) => Number(i === at));
  const data = { y, weights: w, columns, classOf, groups };
  const there = poolEffects(data, { combinations: columns.map((_, i) => unit(i)) });
  const back = poolEffects(
    {
      ...data,
      columns: turned.map((i) => columns[i]!),
      classOf: turned.map((i) => classOf[i]!),
      groups: groups.map((group) => group.map((i) => turned[i]!)),
    },
    { combinations: turned.map(unit) },
  );
  for (const [i, { estimate, sd, learnt }] of there.combinations.entries()) {
    near(back.combinations[i]!.estimate, estimate, 1e-9, `coefficient ${i}`);
    near(back.combinations[i]!.sd, sd, 1e-9, `SD of ${i}`);
    assert.ok(learnt > 0 && learnt < 1, `learnt of ${i}: ${learnt}`);
  }
  const means = (of: typeof there) =>
    columns.map((_, i) => of.draws.reduce((sum, { at }) => sum + at[i]!, 0) / of.draws.length);
  means(there).forEach((mean, i) =>
    near(mean, there.combinations[i]!.estimate, 0.15 * there.combinations[i]!.sd, `drawn ${i}`),
  );
  assert.throws(() => poolEffects({ ...data, groups: [[7]] }, { combinations: [] }), /groups are of the first class/);
});

test("an interval lies about its estimate, and holds as large a part of the draws as its level says", () => {
  const { y, w, block, main, pair } = cases.find(({ name }) => name === "levels of three and four")!;
  const columns = [...main, ...block, ...pair];
  const classOf = [main, block, pair].flatMap((of, each) => of.map(() => each));
  const combinations = columns.map((_, i) => columns.map((__, k) => Number(i === k)));
  for (const level of [0.8, 0.95]) {
    const found = poolEffects({ y, weights: w, columns, classOf, groups: [] }, { combinations, level, draws: 4000 });
    const shares = found.combinations.map(({ estimate, ci: [low, high] }, i) => {
      near((low + high) / 2, estimate, 1e-9, `middle of ${i}`);
      return found.draws.filter(({ at }) => low <= at[i]! && at[i]! <= high).length / found.draws.length;
    });
    for (const [i, share] of shares.entries())
      near(share, level, level < 0.9 ? 0.05 : 0.03, `draws within the interval of ${i}`);
  }
});

test("of what varies in no observation nothing is learnt, and of the rest as much as without it", () => {
  const { y, w, block, main, pair } = cases.find(({ name }) => name === "levels of three and four")!;
  const columns = [...main, ...block, ...pair];
  const classOf = [main, block, pair].flatMap((of, each) => of.map(() => each));
  const unit = (size: number, at: number) => Array.from({ length: size }, (_, i) => Number(i === at));
  const learnt = (zeros: number) => {
    const all = [...columns, ...Array.from({ length: zeros }, () => y.map(() => 0))];
    const data = { y, weights: w, columns: all, classOf: [...classOf, ...Array.from({ length: zeros }, () => 2)] };
    const combinations = all.map((_, i) => unit(all.length, i));
    return poolEffects({ ...data, groups: [] }, { combinations }).combinations.map((each) => each.learnt);
  };
  const [without, beside] = [learnt(0), learnt(1)];
  near(beside.at(-1)!, 0, 0.02, "learnt of nothing");
  without.forEach((share, i) => near(beside[i]!, share, 0.02, `learnt of ${i}`));
});

test("what collinear columns share is not told, and what they do not share is", () => {
  const x = [0, 0, 1, 1, 0, 1, 0, 1];
  const z = [0, 1, 0, 1, 1, 1, 0, 0];
  const y = x.map((value, i) => 2 * value - z[i]! + 0.01 * i);
  const fit = leastSquares(y, [x.map(() => 1), x, x, z], { weights: y.map(() => 1) });
  assert.equal(fit.df, 5);
  assert.ok(Number.isNaN(fit.of([0, 1, 0, 0]).estimate));
  assert.ok(Math.abs(fit.of([0, 1, 1, 0]).estimate - 2) < 0.1);
  assert.ok(Math.abs(fit.of([0, 0, 0, 1]).estimate + 1) < 0.1);
});

test("pooling draws toward zero: little where effects are large, nearly all where there are none", () => {
  const next = random("pooling");
  const n = 64;
  const columns = Array.from({ length: 6 }, (_, j) => Array.from({ length: n }, (__, i) => ((i >> j) % 2) - 0.5));
  const classOf = columns.map(() => 0);
  const combinations = columns.map((_, j) => columns.map((__, k) => Number(j === k)));
  const weights = new Float64Array(n).fill(1);
  const of = (size: number) => {
    const y = Array.from(
      { length: n },
      (_, i) => columns.reduce((sum, x, j) => sum + size * (j - 2.5) * x[i]!, 0) + normal(next),
    );
    const { combinations: pooled } = poolEffects({ y, weights, columns, classOf }, { combinations });
    const alone = leastSquares(y, [y.map(() => 1), ...columns], { weights });
    return pooled.map(({ estimate }, j) => estimate / alone.of([0, ...combinations[j]!]).estimate);
  };
  assert.ok(of(2).every((ratio) => ratio > 0.9 && ratio < 1.1));
  const none = of(0).toSorted((a, b) => a - b);
  assert.ok(none[3]! < 0.7, `at the median ${none[3]}`);
});
