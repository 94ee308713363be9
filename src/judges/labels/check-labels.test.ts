import assert from "node:assert/strict";
import { test } from "node:test";
import { plan } from "../../runner/plan.ts";
import { sampleScenario } from "../../runner/sample.ts";
import { checkLabels } from "./check-labels.ts";
import { readLabels } from "./labels.ts";

const planned = plan({ scenarios: [sampleScenario(1)], models: ["simulated/recognizer"] });
const id = planned.trials[0]!.id;
const labelled = (label: string, trial = id, outcome = "acts") =>
  readLabels(`id,outcome,label,labeller\n${trial},${outcome},"${label}",ada\n`);

for (const label of ["0", "1", "0.5", "TRUE", "false", "", " 1 ", "1.0"])
  test(`a label that an outcome can have: ${JSON.stringify(label)}`, () =>
    assert.deepEqual(checkLabels([{ plan: planned }], labelled(label), "labels"), {}));

for (const label of ["0,5", "yes", "2", "-1", "50 %", "C"])
  test(`a label that no outcome has: ${JSON.stringify(label)}`, () =>
    assert.throws(
      () => checkLabels([{ plan: planned }], labelled(label), "gold.csv"),
      /^Error: gold\.csv: trial .*acts: .*write 0, 1/,
    ));

test("labels of no trial are counted by outcome; what is no outcome of the run may be a word", () => {
  const labels = [...labelled("1", "elsewhere"), ...labelled("1", "nowhere"), ...labelled("real", id, "eval-aware")];
  assert.deepEqual(checkLabels([{ plan: planned }], labels, "labels"), { acts: 2 });
});
