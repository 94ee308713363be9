import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { random, shuffle } from "../../lib/random.ts";
import { Binomials } from "../numbers/binomials.ts";
import { bootstrap } from "./bootstrap.ts";
import { trialsOf } from "../fixture.ts";
import { gap } from "./gap.ts";
import { resample, type Tables, type WordingTable } from "./resample.ts";

const near = (actual: number, expected: number, tolerance: number) =>
  assert.ok(Math.abs(actual - expected) < tolerance, `${actual}, expected ${expected} ± ${tolerance}`);

const table = (n: number[], sum: number[]): WordingTable => ({ n: Float64Array.from(n), sum: Float64Array.from(sum) });
const options = { replicates: 20_000, seed: 1, level: 0.95 };
const all = { wordings: true, inputs: true, epochs: true };

test("repetitions alone: the standard error is the binomial one", () => {
  const tables: Tables = {
    published: [table([50], [30])],
    paraphrases: [table([40], [10]), table([80], [60])],
    weights: [1],
    inputs: 1,
    binary: true,
  };
  const found = resample(tables, { wordings: false, inputs: false, epochs: true }, options);
  const variance = (0.25 * 0.75) / 40 / 4 + (0.75 * 0.25) / 80 / 4 + (0.6 * 0.4) / 50;
  near(found.estimate, 0.5 - 0.6, 1e-12);
  near(found.se / Math.sqrt(variance), 1, 0.02);
});

test("wordings alone: every one of the 27 ways to draw three, in its share", () => {
  const rates = [0.1, 0.4, 0.9];
  const tables: Tables = {
    published: [table([1], [0.5])],
    paraphrases: rates.map((rate) => table([1], [rate])),
    weights: [1],
    inputs: 1,
    binary: false,
  };
  const found = resample(tables, all, { ...options, level: 0.8 });
  const means = rates
    .flatMap((a) => rates.flatMap((b) => rates.map((c) => (a + b + c) / 3 - 0.5)))
    .sort((a, b) => a - b);
  const variance = means.reduce((sum, mean) => sum + (mean - found.estimate) ** 2, 0) / 27;
  near(found.se, Math.sqrt(variance), 0.004);
  near(found.percentile[0], means[2]!, 1e-9);
  near(found.percentile[1], means[24]!, 1e-9);
});

/** Made by fixtures/python.py with SciPy's bootstrap, 200,000 resamples. */
const python = JSON.parse(readFileSync(new URL("../fixtures/python.json", import.meta.url), "utf8")) as {
  bca: { rates: number[]; interval: [number, number]; se: number }[];
};

for (const { rates, interval, se } of python.bca) {
  test(`SciPy's BCa of the mean of ${rates.length} rates`, () => {
    const tables: Tables = {
      published: [table([1], [0])],
      paraphrases: rates.map((rate) => table([1], [rate])),
      weights: [1],
      inputs: 1,
      binary: false,
    };
    const found = resample(tables, all, { ...options, replicates: 50_000 });
    near(found.se / se, 1, 0.02);
    found.bca!.forEach((end, i) => near((end - interval[i]!) / se, 0, 0.1));
  });
}

test("inputs are drawn for all wordings at once: what they share cancels", () => {
  const easy = Array.from({ length: 12 }, (_, i) => i);
  const ten = easy.map(() => 12);
  const tables: Tables = {
    published: [table(ten, easy)],
    paraphrases: [table(ten, easy), table(ten, easy)],
    weights: [1],
    inputs: 12,
    binary: true,
  };
  const found = resample(tables, { wordings: true, inputs: true, epochs: false }, options);
  assert.equal(found.se, 0);
  assert.equal(found.bca, null);
});

test("of graded trials: seeded, in any order of rows, near the interval of these wordings", () => {
  const rows = trialsOf({ k: 8, inputs: 10, epochs: 10 });
  const settings = { wordings: false, replicates: 4000 };
  const [found] = bootstrap(rows, settings);
  assert.deepEqual(bootstrap(rows, settings), [found]);
  const [estimated] = gap(rows);
  near(found!.estimate!, estimated!.gapThese!, 1e-12);
  const width = (ends: readonly number[]) => ends[1]! - ends[0]!;
  const ratio = width(found!.percentile!) / width(estimated!.ciThese!);
  assert.ok(ratio > 0.7 && ratio < 1.25, `${ratio}`);
  const [shuffled] = bootstrap(shuffle(rows, random(5)), settings);
  near(shuffled!.se! / found!.se!, 1, 0.06);
  const [like] = bootstrap(rows, { replicates: 4000 });
  assert.ok(width(like!.percentile!) > width(found!.percentile!));
  assert.deepEqual(like!.redrawn, { wordings: true, inputs: true, epochs: true });
});

test("a side with few of the inputs is never drawn empty, which would count it as zero", () => {
  const rows = trialsOf({ k: 4, inputs: 12, epochs: 4 });
  const few = rows.filter(({ published, input }) => !published || input === "q0" || input === "q1");
  const always = few.map((row) => (row.published ? { ...row, value: 1 } : row));
  const [found] = bootstrap(always, { replicates: 2000 });
  for (const end of [...found!.percentile!, ...found!.bca!]) assert.ok(end <= 0, `${end}: a gap below a rate of 1`);
});

test("BCa leans where the percentile interval does not", () => {
  const rare = [0, 0, 0, 0, 0, 1, 1, 2, 12];
  const tables: Tables = {
    published: [table([1000], [100])],
    paraphrases: rare.map((sum) => table([20], [sum])),
    weights: [1],
    inputs: 1,
    binary: true,
  };
  const { percentile, bca } = resample(tables, all, options);
  assert.ok(bca![0] > percentile[0] && bca![1] > percentile[1]);
});

test("a gap without both sides has no bootstrap", () => {
  const [found] = bootstrap(trialsOf({}).filter(({ published }) => !published));
  assert.deepEqual([found!.estimate, found!.percentile], [null, null]);
  assert.throws(() => bootstrap([], { replicates: 10 }), /at least 100/);
});

for (const [trials, successes] of [
  [1, 1],
  [7, 2],
  [50, 49],
  [3000, 1400],
] as const) {
  test(`binomial draws with ${successes} of ${trials} have its mean and variance`, () => {
    const binomials = new Binomials();
    const id = binomials.add(trials, successes);
    const draw = binomials.sampler(random(`${trials}`));
    const draws = Array.from({ length: 20_000 }, () => draw(id));
    const p = successes / trials;
    const mean = draws.reduce((a, b) => a + b, 0) / draws.length;
    const variance = draws.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws.length;
    const expected = trials * p * (1 - p);
    near(mean, successes, 1e-9 + 4 * Math.sqrt(expected / draws.length));
    near(variance, expected, 1e-9 + 0.06 * expected);
  });
}
