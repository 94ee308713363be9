import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { tQuantile } from "./distributions.ts";
import { meta, type TauMethod } from "./meta.ts";
import { tauInterval } from "./tau-interval.ts";

type Fit = Record<
  | "tau2Low"
  | "tau2High"
  | "mean"
  | "tau2"
  | "se"
  | "seHartungKnapp"
  | "low"
  | "high"
  | "predictLow"
  | "predictHigh"
  | "q"
  | "qP"
  | "i2",
  number
>;
type Case = { name: string; yi: number[]; vi: number[] } & Record<TauMethod, Fit>;

/** Made by fixtures/meta.R with metafor. */
const cases = JSON.parse(readFileSync(new URL("../fixtures/meta.json", import.meta.url), "utf8")) as Case[];

for (const fixture of cases) {
  for (const method of ["REML", "DL", "PM"] as const) {
    test(`${method} agrees with metafor: ${fixture.name}`, () => {
      const scale = Math.max(...fixture.yi.map(Math.abs));
      const near = (value: number, expected: number, unit: number, what: string) =>
        assert.ok(
          Math.abs(value - expected) <= 1e-7 * Math.max(unit, Math.abs(expected)),
          `${what}: ${value}, metafor has ${expected}`,
        );
      const expected = fixture[method];
      const fit = meta(fixture.yi, fixture.vi, { method });
      const half = tQuantile(0.975, fit.k - 1);
      const prediction = half * Math.hypot(Math.sqrt(fit.tau2), fit.seHartungKnapp);
      near(fit.tau2, expected.tau2, scale ** 2 * 1e-3, "tau2");
      for (const name of ["mean", "se", "seHartungKnapp"] as const) near(fit[name], expected[name], scale * 1e-3, name);
      near(fit.mean - half * fit.seHartungKnapp, expected.low, scale, "lower end");
      near(fit.mean + prediction, expected.predictHigh, scale, "upper end of the prediction interval");
      near(fit.q, expected.q, 1e-3, "Q");
      near(fit.qP, expected.qP, 0, "p of Q");
      near(fit.i2, expected.i2, 1, "I²");
    });
  }
}

for (const { name, yi, vi, REML } of cases) {
  test(`Q-profile interval of τ agrees with metafor: ${name}`, () => {
    const scale = Math.max(...yi.map(Math.abs)) ** 2;
    const [low, high] = tauInterval(yi, vi)!;
    for (const [end, expected] of [
      [low, REML.tau2Low],
      [high, REML.tau2High],
    ] as const)
      assert.ok(
        Math.abs(end ** 2 - expected) < 1e-7 * Math.max(expected, scale),
        `${end ** 2}, metafor has ${expected}`,
      );
  });
}

test("one estimate has no spread to speak of", () => {
  const fit = meta([0.4], [0.01]);
  assert.equal(fit.mean, 0.4);
  assert.equal(fit.tau2, 0);
  assert.ok(Number.isNaN(fit.seHartungKnapp));
});

test("estimates without sampling error are a sample of numbers", () => {
  const fit = meta([0.2, 0.3, 0.7], [0, 0, 0]);
  const variance = ((0.2 - 0.4) ** 2 + (0.3 - 0.4) ** 2 + (0.7 - 0.4) ** 2) / 2;
  assert.ok(Math.abs(fit.mean - 0.4) < 1e-12);
  assert.ok(Math.abs(fit.tau2 - variance) < 1e-9);
  assert.ok(Math.abs(fit.seHartungKnapp - Math.sqrt(variance / 3)) < 1e-9);
});

test("the order of estimates does not matter, and shifting them shifts only the mean", () => {
  const [y, v] = [
    [0.1, 0.4, 0.35, 0.8],
    [0.01, 0.002, 0.004, 0.02],
  ];
  const fit = meta(y, v);
  const shifted = meta(y.map((value) => value - 0.05).toReversed(), v.toReversed());
  assert.ok(Math.abs(shifted.mean - (fit.mean - 0.05)) < 1e-9);
  assert.ok(Math.abs(shifted.tau2 - fit.tau2) < 1e-9);
});

test("what is not a number, or not one variance each, is refused", () => {
  assert.throws(() => meta([], []), /at least one/);
  assert.throws(() => meta([0.1, 0.2], [0.1]), /one each/);
  assert.throws(() => meta([NaN], [0.1]), /finite/);
  assert.throws(() => meta([0.1], [-0.1]), /not negative/);
});

test("a method that there is not is named, with those there are", () => {
  assert.throws(
    () => meta([0.1, 0.2], [0.01, 0.01], { method: "ML" as TauMethod }),
    /method ML: expected REML, DL, PM/,
  );
});

test("a line through values far from zero, such as dates, is the same line", async () => {
  const { metaRegression } = await import("./meta-regression.ts");
  const [y, v, x] = [
    [0.1, 0.2, 0.35, 0.4],
    [0.01, 0.02, 0.01, 0.015],
    [0, 1, 2, 3],
  ];
  const [near, far] = [0, 1e9].map((away) => metaRegression(y, v, x.map((at) => at + away))); // prettier-ignore
  assert.ok(Math.abs(far!.slope - near!.slope) < 1e-12 && Math.abs(far!.slopeSe - near!.slopeSe) < 1e-12);
  assert.ok(Math.abs(far!.intercept + far!.slope * 1e9 - near!.intercept) < 1e-6);
});

test("rates that were read off the model and are all alike have no error", () => {
  const { mean, tau2, se, seHartungKnapp, q, qP } = meta([0.25, 0.25, 0.25], [0, 0, 0]);
  assert.deepEqual([mean, tau2, se, seHartungKnapp], [0.25, 0, 0, 0]);
  assert.ok(Number.isNaN(q) || q === 0, `${q}`);
  assert.ok(qP === 1 || Number.isNaN(qP), `${qP}`);
});
