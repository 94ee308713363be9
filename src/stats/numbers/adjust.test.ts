import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { adjust } from "./adjust.ts";

/** Made by fixtures/tests.R. */
const fixture = JSON.parse(readFileSync(new URL("../fixtures/tests.json", import.meta.url), "utf8")) as {
  adjust: { p: number[]; holm: number[]; bh: number[] }[];
};

const near = (actual: number, expected: number, tolerance = 1e-12) =>
  assert.ok(
    Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected)),
    `${actual}, expected ${expected}`,
  );

for (const { p, holm, bh } of fixture.adjust) {
  test(`Holm and Benjamini–Hochberg on ${p.length} p-values agree with R`, () => {
    adjust(p, { method: "holm" }).forEach((value, i) => near(value, holm[i]!));
    adjust(p, { method: "bh" }).forEach((value, i) => near(value, bh[i]!));
  });
}

/** Made by fixtures/python.py with statsmodels. */
const python = JSON.parse(readFileSync(new URL("../fixtures/python.json", import.meta.url), "utf8")) as typeof fixture;

test("and with statsmodels; the order in which p-values come does not matter", () => {
  for (const { p, ...expected } of python.adjust)
    for (const method of ["holm", "bh"] as const) {
      adjust(p, { method }).forEach((value, i) => near(value, expected[method][i]!));
      adjust(p.toReversed(), { method }).forEach((value, i) => near(value, expected[method].at(-1 - i)!));
    }
});

test("a test that was not made does not count and stays missing", () => {
  assert.deepEqual(adjust([0.01, null, 0.04]), [0.02, null, 0.04]);
  assert.throws(() => adjust([1.2]), /0 to 1/);
});
