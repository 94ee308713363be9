import assert from "node:assert/strict";
import { test } from "node:test";
import type { Wording } from "../scenarios/scenario.ts";
import { resultsOf } from "./fixture.ts";
import { rows } from "./rows.ts";

test("what a perturbation was made of stands in its rows, and nothing in others'", () => {
  const results = resultsOf([
    ["perturbation", "w0-1", "yes"],
    ["paraphrase", "w1", "no"],
  ]);
  assert.ok(!("base" in rows(results)[0]!));
  const composed = {
    id: "w0-1",
    perturbation: { base: "w0", levels: { names: "other", haste: "none" } },
  } as unknown as Wording;
  const scenarios = results.run.plan.scenarios.map((scenario) => ({ ...scenario, wordings: [composed] }));
  const [first, second] = rows({ ...results, run: { ...results.run, plan: { ...results.run.plan, scenarios } } });
  assert.deepEqual([first!.base, first!["change.names"], first!["change.haste"]], ["w0", "other", "none"]);
  assert.deepEqual([second!.base, second!["change.names"], second!["change.haste"]], ["", "", ""]);
});
