import assert from "node:assert/strict";
import { test } from "node:test";
import { loadScenario } from "../scenarios/load.ts";
import { headOf, nameOf, namesOf } from "./names.ts";

test("a scenario's titles are the words for its ids", () => {
  const scenario = loadScenario("insider-trading");
  const names = namesOf([scenario]);
  assert.equal(nameOf(names, scenario.id), scenario.title);
  for (const { id, title, one } of scenario.outcomes) {
    assert.equal(headOf(names, id, scenario.id), title);
    assert.equal(nameOf(names, `${id}=1`, scenario.id), one);
  }
  for (const { id, title } of scenario.wordings) assert.equal(nameOf(names, id, scenario.id), title);
  const level = scenario.factors[0]!.levels[0]!;
  assert.equal(nameOf(names, `${scenario.factors[0]!.id}=${level.id}`, scenario.id), level.title);
});

test("an id that has no words shows itself", () => {
  assert.equal(nameOf({}, "doubled-down"), "doubled down");
  assert.equal(headOf({}, "doubled-down"), "Doubled down");
  for (const id of ["openai/gpt-5.5", "tier=free", "simulated/never-reads"]) assert.equal(headOf({}, id), id);
  assert.equal(nameOf({}, "constructor"), "constructor");
});
