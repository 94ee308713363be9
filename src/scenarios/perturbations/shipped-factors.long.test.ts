import assert from "node:assert/strict";
import { test } from "node:test";
import { once } from "../../lib/once.ts";
import { random } from "../../lib/random.ts";
import { listScenarios } from "../folder.ts";
import { loadScenario } from "../load.ts";
import type { Wording } from "../scenario.ts";
import { changesOf, isFor } from "./changes-of.ts";
import { checkTextFactors } from "./check-text-factors.ts";
import { compose } from "./compose.ts";
import { perturbationGate } from "./perturbation-faults.ts";
import { perturbations } from "./perturbations.ts";
import { needsModel, type TextFactor } from "./text-factor.ts";

/** Scenarios of which eight factors are wanted, with their controls; six of all others. */
const many = /^(alignment-faking-(animal-welfare|helpful-only)|insider-trading)(-control)?$/;

for (const id of listScenarios())
  test(`${id}: factors enough, each level composes in each text and passes the gate in one`, () => {
    const scenario = loadScenario(id);
    const factors = (scenario.textFactors ?? []).filter((factor) => !needsModel(factor));
    const bases = scenario.wordings.filter(
      (base) => base.arm !== "edit" && factors.every((one) => isFor(one, base.id)),
    );
    assert.ok(factors.length >= (many.test(id) ? 8 : 6), `${factors.length} factors`);
    checkTextFactors(scenario, bases, factors);
    const gateOf = once((base: Wording) => perturbationGate(scenario, base));
    assert.equal(new Set(drawn(factors, bases).map(({ hash }) => hash)).size, 125);
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

/**
 * 125 texts of different combinations, of which no two factors may keep each other from being made;
 * whole designs of all scenarios go through the gate in `bench/cues/designs.ts`.
 */
function drawn(factors: readonly TextFactor[], bases: readonly Wording[]): Wording[] {
  const next = random("drawn");
  const known = new Set<string>();
  const texts: Wording[] = [];
  while (texts.length < 125) {
    const base = bases[texts.length % bases.length]!;
    const levels = Object.fromEntries(
      factors.map(({ id, levels }) => [id, levels[Math.floor(next() * levels.length)]!.id]),
    );
    const key = JSON.stringify([base.id, levels]);
    if (!known.has(key)) texts.push(compose(base, factors, levels));
    known.add(key);
  }
  return texts;
}

test("125 texts of eight factors of alignment faking: all pass, and what two do together can be told", () => {
  const factors = ["names", "persona", "users", "training", "order", "register", "length", "haste"];
  const { wordings, rejected, design } = perturbations("alignment-faking-animal-welfare", { n: 125, factors });
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
