import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { clusterRobust, type Cluster } from "./cluster-robust.ts";
import { crossed } from "./crossed.ts";

interface Case {
  name: string;
  row: number[];
  column: number[];
  v: number[];
  x: number[];
  y: number[];
  sigma2: [number, number, number];
  beta: number[];
  se: number[];
  robustBeta: number[];
  robustSe: number[];
  robustDf: number[];
}

const cases = JSON.parse(readFileSync(new URL("../fixtures/crossed.json", import.meta.url), "utf8")) as Case[];
const near = (found: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number, what: string) =>
  Array.from(expected).forEach((value, i) =>
    assert.ok(
      Math.abs(found[i]! - value) <= tolerance * Math.max(1, Math.abs(value)),
      `${what}: ${found[i]}, not ${value}`,
    ),
  );

for (const { name, ...data } of cases) {
  const design = data.x.flatMap((x) => [1, x]);
  test(`crossed effects as metafor's rma.mv has them: ${name}`, () => {
    const fit = crossed({ y: data.y, v: data.v, x: design, p: 2, row: data.row, column: data.column });
    assert.ok(fit.converged);
    near([fit.rows, fit.columns, fit.residual], data.sigma2, 1e-5, "variances");
    near(fit.coefficients, data.beta, 1e-5, "coefficients");
    near([Math.sqrt(fit.covariance[0]!), Math.sqrt(fit.covariance[3]!)], data.se, 1e-5, "standard errors");
  });

  test(`CR2 and Satterthwaite's df as clubSandwich has them: ${name}`, () => {
    const clusters = clustersOf(data, data.sigma2);
    const fit = clusterRobust(clusters, 2);
    near(fit.coefficients, data.robustBeta, 1e-7, "coefficients");
    near(fit.se, data.robustSe, 1e-7, "standard errors");
    near(fit.df, data.robustDf, 1e-6, "df");
  });
}

function clustersOf(
  { row, column, v, x, y }: Omit<Case, "name">,
  [rows, columns, residual]: readonly number[],
): Cluster[] {
  return [...new Set(row)].map((id) => {
    const at = row.flatMap((each, i) => (each === id ? [i] : []));
    return {
      y: at.map((i) => y[i]!),
      x: at.flatMap((i) => [1, x[i]!]),
      covariance: Float64Array.from(
        at.flatMap((i) =>
          at.map((j) => rows! + (column[i] === column[j] ? columns! : 0) + (i === j ? residual! + v[i]! : 0)),
        ),
      ),
    };
  });
}

test("regressors that say the same are refused, and so are too few estimates", () => {
  const two = { y: [1, 2], v: [1, 1], row: [0, 1], column: [0, 0] };
  assert.throws(() => crossed({ ...two, x: [1, 0, 1, 1], p: 2 }), /2 estimates for 2 coefficients/);
  const three = { y: [1, 2, 3], v: [1, 1, 1], row: [0, 1, 2], column: [0, 0, 0] };
  assert.throws(() => crossed({ ...three, x: [1, 1, 1, 1, 1, 1], p: 2 }), /collinear/);
});
