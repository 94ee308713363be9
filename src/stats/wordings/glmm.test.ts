import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { rowOf } from "../../frames/fixture.ts";
import type { Row } from "../../frames/row.ts";
import { random, shuffle } from "../../lib/random.ts";
import { tQuantile, tTwoSided } from "../numbers/distributions.ts";
import { fitLogit } from "../numbers/fit-logit.ts";
import { cellOf, countsOf, trialsOf } from "../fixture.ts";
import type { GlmmObstacle } from "../notes/glmm-notes.ts";
import { glmm } from "./glmm.ts";
import { laplace } from "../numbers/laplace.ts";
import { logitOf, marginal } from "../../lib/marginal.ts";

interface Case {
  name: string;
  input: number[];
  wording: number[];
  n: number[];
  s: number[];
  beta: [number, number];
  se: [number, number];
  wordingSd: number;
  inputSd: number;
  logLikelihood: number;
}

/** Made by fixtures/glmm.R with lme4. */
const cases = JSON.parse(readFileSync(new URL("../fixtures/glmm.json", import.meta.url), "utf8")) as Case[];

/** The rows that a case's counts stand for. */
function rowsOf({ input, wording, n, s }: Case): Row[] {
  return n.flatMap((trials, i) =>
    Array.from({ length: trials }, (_, epoch) =>
      rowOf({
        trial: `${i}-${epoch}`,
        wording: `w${wording[i]}`,
        input: `q${input[i]}`,
        epoch,
        arm: wording[i] === 0 ? "verbatim" : "paraphrase",
        published: wording[i] === 0,
        value: epoch < s[i]! ? 1 : 0,
        status: "scored",
      }),
    ),
  );
}

const near = (actual: number, expected: number, tolerance: number, what: string) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${what}: ${actual}, expected ${expected}`);

for (const fixture of cases) {
  test(`lme4's fit: ${fixture.name}`, () => {
    const [{ fit }] = glmm(rowsOf(fixture)) as [ReturnType<typeof glmm>[0]];
    const { beta, se } = fixture;
    near(fit!.logLikelihood, fixture.logLikelihood, 2e-5, "log-likelihood");
    near(fit!.intercept.estimate, beta[0], 3e-4, "intercept");
    near(fit!.arm.estimate, beta[1], 3e-4, "arm");
    near(fit!.intercept.se / se[0], 1, 3e-3, "se of the intercept");
    near(fit!.arm.se / se[1], 1, 3e-3, "se of arm");
    near(fit!.wordingSd, fixture.wordingSd, 3e-4, "SD of wordings");
    near(fit!.inputSd ?? 0, fixture.inputSd, 3e-4, "SD of inputs");
  });
}

test("intervals and p are Student's, on as many df as wordings beyond the two means", () => {
  const rows = trialsOf({ seed: 3, k: 5, inputs: 6, epochs: 4, published: 0.4 });
  for (const level of [0.8, 0.95]) {
    const { arm, df, p, oddsRatioCi, marginal } = glmm(rows, { level })[0]!.fit!;
    const t = tQuantile(1 - (1 - level) / 2, 4);
    assert.equal(df, 4);
    near(p, tTwoSided(arm.estimate / arm.se, 4), 1e-12, "p");
    for (const [i, sign] of [-1, 1].entries()) {
      near(Math.log(oddsRatioCi[i]!), arm.estimate + sign * t * arm.se, 1e-9, `odds ratio ${level}`);
      near(marginal.gapCi[i]!, marginal.gap + sign * t * marginal.gapSe, 1e-9, `gap ${level}`);
    }
  }
});

test("without random effects the deviance is that of a logit, and near the exact one for a small σ", () => {
  const data = {
    rows: 2,
    columns: 1,
    n: Float64Array.of(40, 60),
    sum: Float64Array.of(10, 33),
    design: Float64Array.of(1, 0, 1, 1),
    terms: 2,
  };
  const logit = (p: number) => Math.log(p / (1 - p));
  const beta = [logit(0.25), logit(0.55) - logit(0.25)];
  const entropy = (s: number, n: number) => s * Math.log(s / n) + (n - s) * Math.log(1 - s / n);
  const deviance = laplace(data);
  near(deviance([0, 0], beta), -2 * (entropy(10, 40) + entropy(33, 60)), 1e-9, "deviance");
  const likelihood = (s: number, n: number, level: number, sd: number) => {
    let [sum, weight] = [0, 0];
    for (let z = -8; z <= 8; z += 0.01) {
      const eta = level + sd * z;
      const density = Math.exp((-z * z) / 2);
      sum += density * Math.exp(s * eta - n * Math.log1p(Math.exp(eta)));
      weight += density;
    }
    return Math.log(sum / weight);
  };
  const exact = (sd: number) => -2 * (likelihood(10, 40, beta[0]!, sd) + likelihood(33, 60, beta[0]! + beta[1]!, sd));
  near(deviance([0.1, 0], beta), exact(0.1), 2e-4, "deviance at σ = 0.1");
  near(deviance([0.05, 0], beta), exact(0.05), 2e-4 / 14, "deviance at half of it: the error falls with σ⁴");
  near(deviance([-0.1, 0], beta), deviance([0.1, 0], beta), 1e-9, "even in σ");
});

test("relabelling the arms flips the log odds ratio and the marginal gap; the order of rows does not matter", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
      const rows = trialsOf({ seed, k: 5, inputs: 6, epochs: 4, published: 0.4 });
      const two = rows.map((row) =>
        row.wording === "w1" ? { ...row, arm: "verbatim" as const, published: true } : row,
      );
      const flipped = two.map((row) => ({
        ...row,
        arm: row.published ? ("paraphrase" as const) : ("verbatim" as const),
        published: !row.published,
      }));
      const [[a], [b], [c]] = [glmm(two), glmm(flipped), glmm(shuffle(two, random(seed)))];
      near(b!.fit!.arm.estimate, -a!.fit!.arm.estimate, 2e-4, "arm");
      near(b!.fit!.marginal.gap, -a!.fit!.marginal.gap, 1e-4, "gap");
      near(c!.fit!.logLikelihood, a!.fit!.logLikelihood, 1e-6, "log-likelihood");
      const { oddsRatio, oddsRatioCi, marginal } = a!.fit!;
      assert.ok(oddsRatioCi[0] < oddsRatio && oddsRatio < oddsRatioCi[1]);
      assert.ok(marginal.gapCi[0] < marginal.gap && marginal.gap < marginal.gapCi[1]);
    }),
    { numRuns: 15, seed: 7 },
  );
});

test("marginal rates: logistic where nothing varies, nearer one half where much does, and back again", () => {
  near(marginal(1.2, 0), 1 / (1 + Math.exp(-1.2)), 1e-14, "no spread");
  near(marginal(0, 3), 0.5, 1e-14, "symmetry");
  assert.ok(marginal(2, 2) < marginal(2, 0.5));
  for (const [rate, sd] of [
    [0.1, 0.8],
    [0.93, 2],
    [0.5, 0],
  ] as const)
    near(marginal(logitOf(rate, sd), sd), rate, 1e-12, "inverse");
});

test("what cannot be fitted says why", () => {
  const hindered = (data: Parameters<typeof glmm>[0], obstacle: GlmmObstacle) => {
    const [found] = glmm(data);
    assert.equal(found!.fit, null);
    assert.deepEqual(found!.obstacles, [obstacle]);
    assert.equal(found!.notes.length, 1);
  };
  hindered(countsOf([50, 50], [20, 50], [30, 50]), "published all alike");
  hindered(countsOf([20, 50], [0, 50], [0, 50]), "paraphrases all alike");
  hindered(countsOf([20, 50], [25, 50]), "fewer than two paraphrases");
  hindered(countsOf([20, 50], [25, 50], [25, 50]).slice(1), "no published side");
  hindered(
    trialsOf({}).map((row) => ({ ...row, value: 0.3 })),
    "proportions",
  );
  assert.throws(() => glmm([cellOf({ rate: 0.5, se: 0.1 })]), /no counts/);
  assert.throws(
    () =>
      glmm(
        ["a", "b"].flatMap((model) => trialsOf({}).map((row) => ({ ...row, model, trial: model + row.trial }))),
        { by: ["scenario", "outcome"] },
      ),
    /2 levels in one table/,
  );
  assert.deepEqual(glmm([]), []);
});

test("counts and the trials behind them give the same fit", () => {
  const rows = trialsOf({ inputs: 1, epochs: 30 });
  const cells = [...Map.groupBy(rows, ({ wording }) => wording).values()].map((trials) =>
    cellOf({
      wording: trials[0]!.wording,
      arm: trials[0]!.arm,
      successes: trials.reduce((sum, { value }) => sum + value, 0),
      trials: trials.length,
    }),
  );
  near(glmm(cells)[0]!.fit!.logLikelihood, glmm(rows)[0]!.fit!.logLikelihood, 1e-9, "log-likelihood");
});

test("an intercept alone is fitted too", () => {
  const n = Float64Array.of(50, 50, 50, 50);
  const sum = Float64Array.of(10, 20, 25, 40);
  const fit = fitLogit({ rows: 4, columns: 1, n, sum, design: new Float64Array(4).fill(1), terms: 1 });
  assert.ok(fit.rowSd > 0.5 && fit.rowSd < 1.2 && fit.columnSd === 0);
});

test("a spread that runs away is said to say little", () => {
  const { fit, notes } = glmm(countsOf([10, 20], [20, 20], [0, 20], [20, 20], [0, 20]))[0]!;
  assert.ok(fit!.wordingSd > 5);
  assert.ok(notes.some((note) => note.includes("estimates say little")));
});
