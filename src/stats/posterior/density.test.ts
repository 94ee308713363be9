import assert from "node:assert/strict";
import { test } from "node:test";
import { normal, random } from "../../lib/random.ts";
import { densityOf, parametersOf, sizeOf } from "./density.ts";
import { designOf, type Design } from "./design.ts";
import { drawPriors, groupsOfShape, simulateInto, type Shape } from "./fixture.ts";
import { likelihood, likelihoodWork } from "./likelihood.ts";
import { defaultPriors } from "./priors.ts";

const shapes: [what: string, shape: Shape][] = [
  ["one input", { k: 3, inputs: 1, n: 20 }],
  ["inputs, one trial of each", { k: 3, inputs: 4, n: 1 }],
  ["inputs, several trials of each", { k: 2, inputs: 3, n: 5, publishedN: 19 }],
  ["several models", { k: 2, inputs: 2, n: 3, models: 3 }],
];

function simulated(shape: Shape, seed: string): Design {
  const design = designOf(groupsOfShape(shape));
  const next = random(seed);
  simulateInto(design, drawPriors(design, defaultPriors, next), next);
  return design;
}

for (const [what, shape] of shapes)
  test(`the density's gradient is its slope in every parameter: ${what}`, () => {
    const design = simulated(shape, what);
    const next = random(`at ${what}`);
    const parameters = parametersOf(design, defaultPriors);
    for (const [share, sign] of [
      [0, 0],
      [0.4, 0],
      [1, 0],
      [1, 1],
    ] as const) {
      parameters.apart.fill(share);
      parameters.signed.fill(sign);
      const { density } = densityOf(parameters);
      const x = Float64Array.from({ length: sizeOf(design) }, () => 0.7 * normal(next));
      const [gradient, unused] = [new Float64Array(x.length), new Float64Array(x.length)];
      density(x, gradient);
      x.forEach((value, i) => {
        const h = 1e-5;
        const slope = (density(x.with(i, value + h), unused) - density(x.with(i, value - h), unused)) / (2 * h);
        assert.ok(Math.abs(slope - gradient[i]!) < 1e-5 * (1 + Math.abs(slope)), `${i}: ${gradient[i]}, ${slope}`);
      });
    }
  });

const logGamma = (x: number): number => {
  let shift = 0;
  for (; x < 10; x++) shift -= Math.log(x);
  return (
    shift +
    (x - 0.5) * Math.log(x) -
    x +
    Math.log(2 * Math.PI) / 2 +
    1 / (12 * x) -
    1 / (360 * x ** 3) +
    1 / (1260 * x ** 5)
  );
};
const logBeta = (a: number, b: number) => logGamma(a) + logGamma(b) - logGamma(a + b);

for (const rho of [0.01, 0.3, 0.95])
  test(`trials alike by ${rho} are beta-binomial, long cells included`, () => {
    const design = simulated({ k: 2, inputs: 3, n: 7, publishedN: 90 }, `rho ${rho}`);
    const work = likelihoodWork(design);
    const next = random("coefficients");
    work.coefficients.forEach((_, i) => (work.coefficients[i] = normal(next)));
    const log = likelihood(work, new Float64Array(design.coefficients), Math.log(rho / (1 - rho)));
    const size = (1 - rho) / rho;
    let expected = 0;
    design.n.forEach((n, cell) => {
      const [row, column] = [design.cellRow[cell]!, design.cellColumn[cell]!];
      const p = 1 / (1 + Math.exp(-work.rowLogit[row]! - work.columnLogit[column]!));
      const [a, b, ones] = [p * size, (1 - p) * size, design.sum[cell]!];
      expected += logBeta(a + ones, b + n - ones) - logBeta(a, b);
    });
    assert.ok(Math.abs(log - expected) < 1e-6 * Math.abs(expected), `${log}, expected ${expected}`);
  });

test("without a likeness of trials, it is the binomial's limit", () => {
  const design = simulated({ k: 2, inputs: 3, n: 4 }, "limit");
  const [one, other] = [likelihoodWork(design), likelihoodWork({ ...design, isOverdispersed: false })];
  const [a, b] = [new Float64Array(design.coefficients), new Float64Array(design.coefficients)];
  const apart = likelihood(one, a, -30) - likelihood(other, b, -Infinity);
  assert.ok(Math.abs(apart) < 1e-9, String(apart));
  a.forEach((slope, i) => assert.ok(Math.abs(slope - b[i]!) < 1e-9));
});
