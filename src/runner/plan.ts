import { dirname, join } from "node:path";
import { checkOptions, type OptionNames } from "../lib/check-options.ts";
import { paramNames } from "../models/param-names.ts";
import { hash } from "../lib/hash.ts";
import { withChannel, withoutTools } from "../scenarios/channel.ts";
import { findScenario, isScenario } from "../scenarios/folder.ts";
import { loadScenario } from "../scenarios/load.ts";
import { perturbations } from "../scenarios/perturbations/perturbations.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import { checkSpec } from "./check-spec.ts";
import { describePlan } from "./describe-plan.ts";
import type { PlanSpec } from "./plan-spec.ts";
import {
  checkChannel,
  checkNames,
  elicitsOf,
  refuseOwn,
  selectConditions,
  selectInputs,
  selectWordings,
} from "./select.ts";
import { wayFor } from "./trials/kinds.ts";
import { makeTrials } from "./trials/make-trials.ts";
import { planId } from "./trials/plan-id.ts";
import type { Recipe } from "./trials/recipe.ts";
import type { Elicit, Plan } from "./trial.ts";

/** Every field there is. */
export const planOptions: OptionNames<PlanSpec> = {
  scenarios: true,
  models: true,
  epochs: true,
  arms: true,
  wordings: true,
  channel: true,
  conditions: true,
  inputs: true,
  elicit: true,
  params: true,
  perturb: true,
  seed: true,
  controls: true,
  sameModel: true,
};

/**
 * Lists the trials of a comparison: every scenario × wording × condition × input × model × epoch ×
 * elicit, in seeded random order with arms, wordings and conditions evenly spread. Of more than a
 * quarter of a million trials each is made when it is asked for. Throws when a name in the spec
 * matches nothing.
 *
 * @example
 * plan({ scenarios: ["insider-trading"], models: ["openai/gpt-5.5"], inputs: 1 }).trials.length
 */
export function plan(spec: PlanSpec): Plan {
  checkOptions("plan", spec, planOptions);
  const { models, params = {}, seed = 1 } = spec;
  checkOptions("params", params, paramNames);
  checkSpec(spec);
  if (!models?.length) throw new Error('plan has no models: name one, for example models: ["local/smollm2-135m"]');
  const loaded = scenariosOf(spec).map(spec.channel === undefined ? withoutTools : withChannel);
  checkChannel(loaded, spec);
  checkNames(loaded, spec);
  const scenarios = loaded.map((scenario) => narrow(perturbed(scenario, spec), spec));
  if (!spec.sameModel) refuseOwn(scenarios, models);
  const elicits = [spec.elicit ?? "chat"].flat();
  const asked = scenarios.map((scenario) => askedOf(scenario, spec, elicits));
  const recipe = { way: wayFor({ scenarios: asked }, scenarios), scenarios: asked };
  const rest = { seed, params, models: [...new Set(models)], scenarios };
  const trials = makeTrials(recipe, rest);
  return shownAs({ id: planId(rest, trials), ...rest, trials }, (planned) => describePlan(planned, asked));
}

/**
 * As the last value of a notebook's cell, it shows what it asks, and not its thousands of trials.
 */
function shownAs(planned: Plan, text: (planned: Plan) => string): Plan {
  const shown = () => ({ "text/plain": text(planned) });
  return Object.defineProperty(planned, Symbol.for("Jupyter.display"), { value: shown });
}

function scenariosOf({ scenarios, controls = false }: PlanSpec): Scenario[] {
  if (!scenarios?.length)
    throw new Error('plan has no scenarios: name one, for example scenarios: ["insider-trading"]');
  const loaded = scenarios.map((scenario) => (typeof scenario === "string" ? loadScenario(scenario) : scenario));
  const wanted = loaded.map(({ control }, i) =>
    controls && control !== null ? { control, beside: scenarios[i]! } : [],
  );
  const missing = wanted.flat().filter(({ control }) => !loaded.some(({ id }) => id === control));
  if (controls && wanted.flat().length === 0)
    throw new Error(
      `controls: none of ${loaded.map(({ id }) => id).join(", ")} has a control: leave controls out, or name one by "control" in its scenario.yaml`,
    );
  const all = [...loaded, ...missing.map(controlOf)];
  const twice = all.find((scenario, index) => all.findIndex((other) => other.id === scenario.id) < index);
  if (twice) throw new Error(`plan has ${twice.id} twice: name each scenario once`);
  return all;
}

/**
 * A scenario's control: beside it where it came from a folder of somebody's own, else the shipped
 * one.
 */
function controlOf({ control, beside }: { control: string; beside: string | Scenario }): Scenario {
  const neighbour = typeof beside === "string" ? join(dirname(findScenario(beside)), control) : control;
  return loadScenario(isScenario(neighbour) ? `${neighbour}/` : control);
}

/**
 * The scenario with its perturbations, where the plan has any. Throws where fewer than asked pass.
 */
function perturbed(scenario: Scenario, { perturb }: PlanSpec): Scenario {
  if (perturb === undefined) return scenario;
  const { wordings, awaiting, rejected, design } = perturbations(
    scenario,
    typeof perturb === "number" ? { n: perturb } : perturb,
  );
  if (awaiting.length > 0)
    throw new Error(
      `${scenario.id}: ${awaiting.length} of the ${design.asked} perturbations await a model, which takes them through ${awaiting[0]!.through} and back: write them with texts.translateWording, give the plan a scenario that has them among its wordings, and no perturb; or leave that factor out`,
    );
  if (wordings.length < design.asked)
    throw new Error(
      `${scenario.id}: ${rejected.length} of ${design.possible} perturbations are rejected by the gate, which leaves ${wordings.length} of the ${design.asked} asked for: "parallax perturb ${scenario.id}" says why; ask for fewer`,
    );
  return { ...scenario, wordings: [...scenario.wordings, ...wordings] };
}

/**
 * The scenario with only what the plan uses, so that a change elsewhere in it does not make another
 * plan.
 */
function narrow(scenario: Scenario, spec: PlanSpec): Scenario {
  const { marks: _, gate: __, textFactors: ___, ...used } = scenario;
  return { ...used, wordings: selectWordings(scenario, spec), inputs: selectInputs(scenario, spec) };
}

/** What is asked of a scenario. */
function askedOf(scenario: Scenario, spec: PlanSpec, elicits: Elicit[]): Recipe["scenarios"][number] {
  return {
    id: scenario.id,
    hash: hash(scenario),
    elicits: elicitsOf(scenario, elicits).map((elicit) => ({ elicit, epochs: epochsOf(spec, elicit) })),
    conditions: selectConditions(scenario, spec),
  };
}

function epochsOf({ epochs = 1 }: PlanSpec, elicit: Elicit): number {
  const count = typeof epochs === "number" ? epochs : (epochs[elicit] ?? 1);
  if (!Number.isInteger(count) || count < 1) throw new Error(`epochs ${count}: expected a whole number, 1 or more`);
  return count;
}
