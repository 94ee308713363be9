import assert from "node:assert/strict";
import { test } from "node:test";
import { normal, random } from "../../lib/random.ts";
import { countsOf } from "../fixture.ts";
import { gap } from "./gap.ts";
import { observedBand } from "./observed-band.ts";

for (const [k, n, tau, logit] of [
  [8, 50, 0.8, 0],
  [8, 10, 0, 0],
  [9, 30, 0.8, -2],
  [20, 8, 0.4, 1],
] as const)
  test(`holds the observed rate of one more wording as often as it says: K = ${k}, n = ${n}, τ = ${tau}, logit ${logit}`, () => {
    const next = random(`observed ${k} ${n}`);
    const counts = (): readonly [number, number] => {
      const p = 1 / (1 + Math.exp(-logit - tau * normal(next)));
      return [Array.from({ length: n }, () => Number(next() < p)).reduce((a, b) => a + b, 0), n];
    };
    let [held, held0, studies] = [0, 0, 0];
    for (let i = 0; i < 400; i++) {
      const [one] = gap(countsOf(counts(), ...Array.from({ length: k }, counts)));
      const [band, narrow] = [observedBand(one!), one!.predictionInterval];
      if (band === null || narrow === null) continue;
      studies++;
      if (band[0] <= one!.published! && one!.published! <= band[1]) held++;
      if (narrow[0] <= one!.published! && one!.published! <= narrow[1]) held0++;
    }
    assert.ok(studies > 300);
    const share = held / studies;
    assert.ok(share > 0.92 && share < 0.995, `${share}, of the band for true rates ${held0 / studies}`);
    assert.ok(held > held0);
  });

test("no band where there is none for a true rate", () => {
  assert.equal(observedBand(gap(countsOf([10, 20], [12, 20]))[0]!), null);
});
