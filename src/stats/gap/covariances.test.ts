import assert from "node:assert/strict";
import { test } from "node:test";
import { logitOf } from "../../lib/marginal.ts";
import { normal, random } from "../../lib/random.ts";
import { countsOf } from "../fixture.ts";
import { gap } from "./gap.ts";

for (const [k, rate, n] of [
  [1, 0.1, 50],
  [8, 0.1, 20],
  [20, 0.1, 20],
  [20, 0.5, 20],
] as const)
  // prettier-ignore
  test(`K = ${k}, ${100 * rate} %, n = ${n}: the interval for exactly these wordings holds their gap as often as it says`, () => {
    const next = random(`these ${k} ${rate} ${n}`);
    const [sets, level, tau] = [1000, logitOf(rate, 0.8), 0.8];
    const draw = (p: number): [number, number] => {
      let ones = 0;
      for (let i = 0; i < n; i++) if (next() < p) ones++;
      return [ones, n];
    };
    let held = 0;
    for (let i = 0; i < sets; i++) {
      const rates = Array.from({ length: k }, () => 1 / (1 + Math.exp(-level - tau * normal(next))));
      const truth = rates.reduce((a, b) => a + b, 0) / k - rate;
      const [low, high] = gap(countsOf(draw(rate), ...rates.map(draw)))[0]!.ciThese!;
      if (low <= truth && truth <= high) held++;
    }
    assert.ok(held / sets > 0.925, `holds it in ${held} of ${sets}`);
  });
