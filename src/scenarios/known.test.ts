import assert from "node:assert/strict";
import { test } from "node:test";
import { knownOutcomes, knownScenarios } from "./known.ts";
import { loadScenarios } from "./load.ts";

test("what an editor offers is what is shipped: mend known.ts where this fails", () => {
  const scenarios = loadScenarios(undefined, { verbatim: false });
  assert.deepEqual(
    knownScenarios,
    scenarios.map(({ id }) => id),
  );
  const outcomes = new Set(scenarios.flatMap(({ outcomes }) => outcomes.map(({ id }) => id)));
  assert.deepEqual(knownOutcomes, [...outcomes].sort());
});
