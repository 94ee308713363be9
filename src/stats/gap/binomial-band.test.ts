import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { normal, random } from "../../lib/random.ts";
import { binomialBand } from "./binomial-band.ts";
import { estimate } from "./estimate.ts";
import { fillDesign } from "../design/design.ts";
import { gap } from "./gap.ts";
import { predictionInterval } from "./prediction-interval.ts";
import { sidesOf } from "./sides.ts";
import { simulateGroup } from "../design/simulate-group.ts";
import { binomialVariance } from "../numbers/smooth.ts";

const logistic = (x: number) => 1 / (1 + Math.exp(-x));
const logit = (p: number) => Math.log(p / (1 - p));
const counts = (...all: [successes: number, n: number][]) =>
  all.map(([successes, n]) => ({ successes, n, draws: n, rate: successes / n }));
const variances = (all: ReturnType<typeof counts>) => all.map(({ rate, n }) => (rate * (1 - rate)) / n);

test("with trials in plenty it is the t interval of log odds", () => {
  const filled = [-3, -2.4, -2, -1.5, -1.1, -0.2];
  const wordings = counts(...filled.map((level): [number, number] => [Math.round(1e7 * logistic(level)), 1e7]));
  const mean = filled.reduce((a, b) => a + b) / filled.length;
  const sd = Math.sqrt(filled.reduce((sum, level) => sum + (level - mean) ** 2, 0) / (filled.length - 1));
  const half = 2.570581835636314 * sd * Math.sqrt(1 + 1 / filled.length);
  // The standard error of the mean takes σ² as estimated, with K − 1 in place of K: a little short
  // of sd² / K.
  const [low, high] = binomialBand(wordings, variances(wordings), 0.95)!.map(logit) as [number, number];
  assert.ok(Math.abs((low + high) / 2 - mean) < 1e-3, `centre ${(low + high) / 2}, expected ${mean}`);
  assert.ok(Math.abs((high - low) / 2 / half - 1) < 0.02, `half ${(high - low) / 2}, expected ${half}`);
});

test("no counts, fewer than three wordings, or trials that all came out alike: nothing", () => {
  const some = counts([1, 20], [4, 20], [9, 20]);
  assert.notEqual(binomialBand(some, variances(some), 0.95), null);
  assert.equal(binomialBand(some.slice(1), variances(some), 0.95), null);
  const none = counts([0, 20], [0, 20], [0, 20]);
  assert.equal(binomialBand(none, variances(none), 0.95), null);
  const unknown = some.map((wording) => ({ ...wording, draws: null, successes: null }));
  assert.equal(binomialBand(unknown, variances(some), 0.95), null);
});

/** Made by fixtures/binomial-band.R with lme4. */
const fixture = JSON.parse(readFileSync(new URL("../fixtures/binomial-band.json", import.meta.url), "utf8")) as {
  successes: number[];
  trials: number[];
  band: [number, number];
}[];

for (const { successes, trials, band } of fixture) {
  test(`lme4's model makes the same band of ${successes.join(", ")} in ${[...new Set(trials)].join(", ")}`, () => {
    const some = counts(...successes.map((s, i): [number, number] => [s, trials[i]!]));
    // As gap() gives them: each at its arm's average variance of a trial, which must not change its
    // own count.
    const each = some.reduce((sum, { successes, n }) => sum + binomialVariance(successes, n), 0);
    const units = trials.reduce((sum, n) => sum + 1 / n, 0);
    const found = binomialBand(
      some,
      trials.map((n) => each / units / n),
      0.95,
    )!;
    found.forEach((end, i) => assert.ok(Math.abs(end - band[i]!) < 2e-5, `${end}, lme4 has ${band[i]}`));
  });
}

test("rates with four times the variance are those of a quarter of the trials", () => {
  const some = counts([2, 40], [6, 40], [3, 40], [14, 40], [9, 40]);
  const quarter = counts([0.5, 10], [1.5, 10], [0.75, 10], [3.5, 10], [2.25, 10]);
  const [whole, inflated, fewer] = [
    binomialBand(some, variances(some), 0.95)!,
    binomialBand(
      some,
      variances(some).map((variance) => variance * 4),
      0.95,
    )!,
    binomialBand(quarter, variances(quarter), 0.95)!,
  ];
  inflated.forEach((end, i) => assert.ok(Math.abs(end - fewer[i]!) < 1e-6, `${end}, expected ${fewer[i]}`));
  assert.ok(Math.abs(inflated[1] - whole[1]) > 0.01);
});

test("where the normal interval runs below 0 it stands in, says so, and holds a new wording as often as it should", () => {
  const filled = fillDesign({ k: 8, n: 50, rate: 0.1, gap: 0, tau: 0.8 });
  const next = random("band");
  let [beyond, held] = [0, 0];
  for (let i = 0; i < 600; i++) {
    const group = simulateGroup(filled, next);
    const normalOne = estimate(group).predictionInterval;
    const found = predictionInterval(sidesOf(group), normalOne, { level: 0.95, isDifference: false });
    const truth = logistic(filled.paraphraseLogit + filled.tau * normal(next));
    if (found.band !== "binomial") continue;
    beyond++;
    const [low, high] = found.predictionInterval!;
    assert.ok(0 <= low && high <= 1);
    if (low <= truth && truth <= high) held++;
  }
  assert.ok(beyond > 300, `${beyond} of 600 ran beyond`);
  assert.ok(held / beyond > 0.91 && held / beyond < 0.98, `holds ${held} of ${beyond}`);
});

test("rates without counts keep the normal interval, and are told so", () => {
  const labels = { scenario: "s", condition: "", model: "m", outcome: "o", extra: {}, successes: null, trials: null };
  const cell = (wording: string, arm: string, rate: number) => ({ ...labels, wording, arm, rate, se: 0.02 });
  const cells = [cell("p", "published", 0.1), ...[0.01, 0.02, 0.2, 0.05].map((r, i) => cell(`w${i}`, "paraphrase", r))];
  const [found] = gap(cells);
  assert.ok(found!.predictionInterval![0] < 0);
  assert.equal(found!.band, "normal");
  assert.ok(found!.notes.some((note) => note.includes("runs beyond 0 or 100 %")));
});
