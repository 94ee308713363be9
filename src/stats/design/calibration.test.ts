import assert from "node:assert/strict";
import { test } from "node:test";
import { calibration, type Calibrated, type Calibration } from "./calibration.ts";

const usual = { n: 50, rate: 0.5, gap: 0, tau: 0.8 };
const rejects = ({ tests }: Calibration, test: Calibrated["test"], truth: Calibrated["truth"]) =>
  tests.find((each) => each.test === test && each.truth === truth)!.rejects;

for (const k of [8, 20]) {
  test(`K = ${k}: the tests reject as often as they say, and the pooled z-test cries wolf`, () => {
    const found = calibration({ ...usual, k }, { seed: `calibration ${k}` });
    const within = (test: Calibrated["test"], truth: Calibrated["truth"], low: number, high: number) => {
      const share = rejects(found, test, truth);
      assert.ok(low <= share && share <= high, `${test}, ${truth}: rejects ${share}, expected ${low} to ${high}`);
    };
    within("headline interval", "average", 0.03, 0.07);
    within("outlier test", "draw", 0.03, 0.07);
    within("rank test", "draw", k < 19 ? 0 : 0.02, k < 19 ? 0 : 0.06);
    within("pooled z-test", "draw", 0.3, 1);
    assert.equal(found.tests[0]!.covers, 1 - rejects(found, "headline interval", "average"));
    assert.equal(found.sets, 2000);
  });
}

test("with a gap it is covered as often, and found", () => {
  const found = calibration({ ...usual, k: 20, n: 200, gap: -0.3 }, { sets: 1000 });
  assert.ok(found.tests[0]!.covers! > 0.93 && found.tests[0]!.covers! < 0.97, `covers ${found.tests[0]!.covers}`);
  assert.ok(found.tests[0]!.rejects > 0.9);
});

test("without spread between wordings there is one question, and the pooled z-test answers it too", () => {
  const found = calibration({ ...usual, k: 8, tau: 0 }, { sets: 1000 });
  for (const truth of ["average", "draw"] as const) {
    const share = rejects(found, "pooled z-test", truth);
    assert.ok(share > 0.03 && share < 0.07, `${truth}: ${share}`);
  }
});

test("the seed decides, and impossible numbers are refused", () => {
  const once = () => calibration({ ...usual, k: 4 }, { sets: 100, seed: "one" });
  assert.deepEqual(once(), once());
  assert.notDeepEqual(once(), calibration({ ...usual, k: 4 }, { sets: 100, seed: "two" }));
  assert.throws(() => calibration({ ...usual, k: 8 }, { sets: 10 }), /expected a whole number, 100 or more/);
  assert.throws(() => calibration({ ...usual, k: 8, rate: 2 }), /rate = 2/);
});
