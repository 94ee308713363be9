import assert from "node:assert/strict";
import { test } from "node:test";
import { resultsOf } from "../frames/fixture.ts";
import type { Arm } from "../scenarios/scenario.ts";
import { compareRuns } from "./compare-runs.ts";

/** Graded trials with so many ones of twenty in each wording. */
function graded(ones: Record<string, number>, model = "simulated/x") {
  const trials = Object.entries(ones).flatMap(([wording, count]) =>
    Array.from({ length: 20 }, (_, i): [Arm, string, string] => [
      wording === "w0" ? "recognizable" : "paraphrase",
      wording,
      i < count ? "yes" : "no",
    ]),
  );
  const results = resultsOf(trials);
  for (const { trial } of results.trials) trial.model = model;
  return results;
}

const before = graded({ w0: 16, w1: 10, w2: 8, w3: 12, w4: 9 });

test("a change is second − first of the wordings that both runs asked, beside both gaps", () => {
  const after = graded({ w0: 6, w1: 8, w2: 6, w3: 10, w5: 20 });
  const [found] = compareRuns(before, after);
  const mean = (8 + 6 + 10 - 10 - 8 - 12) / 60;
  assert.ok(Math.abs(found!.change.gapThese! - (mean - (6 - 16) / 20)) < 1e-12);
  assert.equal(found!.change.isDifference, true);
  assert.ok(found!.change.ciLike![0] < found!.change.gap! && found!.change.gap! < found!.change.ciLike![1]);
  assert.equal(found!.change.dropped["wording not at every level"], 2);
  assert.ok(Math.abs(found!.first!.published! - 0.8) < 1e-12);
  assert.ok(Math.abs(found!.second!.published! - 0.3) < 1e-12);
  const table = (compareRuns(before, after) as unknown as Record<symbol, () => Record<string, string>>)[
    Symbol.for("Jupyter.display")
  ]!();
  assert.match(table["text/plain"]!, /second − first/);
});

test("the same run twice has not changed", () => {
  const [found] = compareRuns(before, before);
  assert.equal(found!.change.gap, 0);
});

test("runs of different models are compared across them; runs that share no wording are not", () => {
  const [found] = compareRuns(before, graded({ w0: 6, w1: 8, w2: 6 }, "simulated/y"));
  assert.equal(found!.change.k, 2);
  assert.throws(() => compareRuns(before, graded({ v0: 6, v1: 8 })), /share no wording/);
});
