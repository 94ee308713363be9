import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { normal, random } from "../../lib/random.ts";
import { chainCheck, meanEss } from "./chains.ts";

interface Check {
  chains: number[][];
  rhat: number;
  ess: number;
  meanEss: number;
}

/** Made by fixtures/posterior.py with ArviZ. */
const { checks } = JSON.parse(readFileSync(new URL("../fixtures/posterior.json", import.meta.url), "utf8")) as {
  checks: Check[];
};

for (const [i, { chains, ...expected }] of checks.entries())
  test(`ArviZ's R̂ and effective sample sizes, chains ${i + 1}`, () => {
    const draws = chains.map((chain) => Float64Array.from(chain));
    const found = { ...chainCheck(draws), meanEss: meanEss(draws) };
    for (const name of ["rhat", "ess", "meanEss"] as const)
      assert.ok(
        Math.abs(found[name] / expected[name] - 1) < 1e-6,
        `${name} ${found[name]}, expected ${expected[name]}`,
      );
  });

test("chains that never vary agree; one that is apart from the others, or has no value, is told", () => {
  const same = [0, 1].map(() => new Float64Array(100).fill(0.5));
  assert.deepEqual(chainCheck(same), { rhat: 1, ess: 200 });
  assert.equal(meanEss(same), 200);
  const next = random("apart");
  const apart = [0, 5].map((centre) => Float64Array.from({ length: 100 }, () => centre + normal(next)));
  assert.ok(chainCheck(apart).rhat > 1.5 && chainCheck(apart).ess < 10);
  assert.ok(Number.isNaN(chainCheck([apart[0]!, apart[1]!.with(3, NaN)]).rhat));
});
