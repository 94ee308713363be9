import assert from "node:assert/strict";
import { test } from "node:test";
import { once } from "../../lib/once.ts";
import { listScenarios } from "../folder.ts";
import { loadScenario } from "../load.ts";
import type { Wording } from "../scenario.ts";
import { changesOf, isFor } from "./changes-of.ts";
import { checkTextFactors } from "./check-text-factors.ts";
import { compose } from "./compose.ts";
import { perturbationGate } from "./perturbation-faults.ts";
import { perturbations } from "./perturbations.ts";

/** Scenarios of which eight factors are wanted, with their controls; six of all others. */
const many = /^(alignment-faking-(animal-welfare|helpful-only)|insider-trading)(-control)?$/;

for (const id of listScenarios())
  test(`${id}: factors enough, each level composes in each text and passes the gate in one`, () => {
    const scenario = loadScenario(id);
    const factors = scenario.textFactors ?? [];
    const bases = scenario.wordings.filter(
      (base) => base.arm !== "edit" && factors.every((one) => isFor(one, base.id)),
    );
    assert.ok(factors.length >= (many.test(id) ? 8 : 6), `${factors.length} factors`);
    checkTextFactors(scenario, bases, factors);
    const gateOf = once((base: Wording) => perturbationGate(scenario, base));
    const levels = factors.flatMap((factor) => factor.levels.slice(1).map((level) => ({ factor, level })));
    // In which text it is tried goes round, so that each factor and each text has its turn.
    for (const [index, { factor, level }] of levels.entries()) {
      const base = bases[index % bases.length]!;
      assert.ok(changesOf(level, base.id).length > 0);
      const wording = compose(base, [factor], { [factor.id]: level.id });
      const found = gateOf(base)(wording, new Set(factor.lifts));
      assert.deepEqual(
        found.map(({ check, detail }) => `${wording.title}: ${check}: ${detail}`),
        [],
      );
    }
  });

test("125 texts of alignment faking, animal welfare: all pass, and what two factors do together can be told", () => {
  const { wordings, rejected, design } = perturbations("alignment-faking-animal-welfare", { n: 125 });
  assert.deepEqual([wordings.length, rejected.length, design.resolution], [125, 0, 5]);
  assert.ok(design.dEfficiency > 0.9, `${design.dEfficiency}`);
});

test("a scenario's control has the same factors and levels", () => {
  const shape = (id: string) =>
    (loadScenario(id).textFactors ?? []).map((factor) => [factor.id, ...factor.levels.map((level) => level.id)]);
  for (const id of listScenarios()) {
    const { control } = loadScenario(id);
    if (control !== null) assert.deepEqual(shape(control), shape(id), id);
  }
});
