import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as distributions from "./distributions.ts";

/** Made by fixtures/distributions.R: arguments, then R's value. */
const fixture = JSON.parse(readFileSync(new URL("../fixtures/distributions.json", import.meta.url), "utf8")) as Record<
  string,
  number[][]
>;

const tolerance: Record<string, number> = { betaQuantile: 5e-12 };

for (const [name, rows] of Object.entries(fixture)) {
  test(`${name} agrees with R, tails included`, () => {
    const f = distributions[name as keyof typeof distributions] as (...args: number[]) => number;
    for (const row of rows) {
      const [args, expected] = [row.slice(0, -1), row.at(-1)!];
      const error = Math.abs(f(...args) - expected) / Math.max(Math.abs(expected), 1e-300);
      assert.ok(error < (tolerance[name] ?? 5e-13), `${name}(${args}) = ${f(...args)}, R has ${expected}`);
    }
  });
}

test("infinite degrees of freedom are the normal distribution", () => {
  assert.equal(distributions.tQuantile(0.975, Infinity), distributions.normalQuantile(0.975));
  assert.ok(Math.abs(distributions.tTwoSided(1.959963984540054, Infinity) - 0.05) < 1e-15);
});

test("the ends of the normal quantile are infinite", () => {
  assert.deepEqual([0, 1].map(distributions.normalQuantile), [-Infinity, Infinity]);
});
