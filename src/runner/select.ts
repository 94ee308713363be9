import { isSameModel } from "../models/same-model.ts";
import { entersGap } from "../scenarios/arms.ts";
import { channelFactor } from "../scenarios/channel.ts";
import { conditions as allConditions } from "../scenarios/condition.ts";
import type { Input, Scenario, Wording } from "../scenarios/scenario.ts";
import type { PlanSpec } from "./plan-spec.ts";
import type { Elicit } from "./trial.ts";

/**
 * The ways to elicit, of those wanted, that an outcome of the scenario can be measured by. Throws
 * when there is none.
 */
export function elicitsOf(scenario: Scenario, wanted: Elicit[]): Elicit[] {
  const measured = new Set(
    scenario.outcomes.map(({ measure }): Elicit => (measure.by === "choice" ? "choice" : "chat")),
  );
  const found = wanted.filter((elicit) => measured.has(elicit));
  if (found.length > 0) return [...new Set(found)];
  const can = [...measured].map((elicit) => `"${elicit}"`).join(" or ");
  throw new Error(`${scenario.id} has no outcome measured by ${wanted.join(" or ")}: use elicit ${can}`);
}

/** The wordings in the spec's arms and among its ids. Throws when none is left. */
export function selectWordings(scenario: Scenario, { arms, wordings, perturb }: PlanSpec): Wording[] {
  const found = scenario.wordings.filter(
    ({ id, arm }) =>
      (arms?.includes(arm) ?? (entersGap(arm) || (arm === "perturbation" && perturb !== undefined))) &&
      (wordings?.includes(id) ?? true),
  );
  if (found.length > 0) return found;
  const there = scenario.wordings.map(({ id, arm }) => `${id} (${arm})`).join(", ");
  const wanted = [arms && `arms ${arms.join(", ")}`, wordings && `ids ${wordings.join(", ")}`].filter(Boolean);
  const fetch = arms?.includes("verbatim") ? `; "parallax fetch ${scenario.id}" brings the published text` : "";
  throw new Error(`${scenario.id} has no wordings in ${wanted.join(" with ") || "any arm"}: it has ${there}${fetch}`);
}

/**
 * The scenario's conditions at the spec's levels. Throws on a level that a factor of the scenario
 * does not have.
 */
export function selectConditions(scenario: Scenario, { conditions, channel }: PlanSpec): Record<string, string>[] {
  const kept = channel === undefined ? (conditions ?? {}) : { ...conditions, [channelFactor]: [channel].flat() };
  for (const factor of scenario.factors) {
    const levels = factor.levels.map((level) => level.id);
    const wrong = kept[factor.id]?.find((level) => !levels.includes(level));
    if (wrong !== undefined || kept[factor.id]?.length === 0)
      throw new Error(`${scenario.id}: ${factor.id} has no level "${wrong ?? ""}": expected ${levels.join(", ")}`);
  }
  return allConditions(scenario).filter((condition) =>
    Object.entries(condition).every(([factor, level]) => kept[factor]?.includes(level) ?? true),
  );
}

/**
 * The inputs named or counted in the spec. Throws when none is left; a scenario without inputs
 * keeps its `none`.
 */
export function selectInputs(scenario: Scenario, { inputs }: PlanSpec): Input[] {
  if (inputs === undefined || scenario.inputs.every((input) => input.id === "none")) return scenario.inputs;
  const found = Array.isArray(inputs)
    ? scenario.inputs.filter((input) => inputs.includes(input.id))
    : scenario.inputs.slice(0, Math.max(inputs, 0));
  if (found.length > 0) return found;
  throw new Error(
    `${scenario.id} has no inputs ${String(inputs)}: it has ${scenario.inputs.map(({ id }) => id).join(", ")}`,
  );
}

/** Throws when a model would be asked a wording that it wrote, by the wording's provenance. */
export function refuseOwn(scenarios: Scenario[], models: string[]): void {
  for (const { id, wordings } of scenarios)
    for (const wording of wordings) {
      const writer = wording.provenance?.model;
      const author = writer === undefined ? undefined : models.find((model) => isSameModel(model, writer));
      if (author !== undefined)
        throw new Error(
          `${author} would be measured on ${id}/${wording.id}, which it wrote itself: leave one of them out, or say sameModel: true`,
        );
    }
}

/** Throws where a channel is asked for and no wording offers tools to act by. */
export function checkChannel(scenarios: Scenario[], { channel }: PlanSpec): void {
  if (channel === undefined || scenarios.some(({ wordings }) => wordings.some(({ tools }) => tools !== undefined)))
    return;
  throw new Error(`no wording of ${scenarios.map(({ id }) => id).join(", ")} offers tools: leave channel out`);
}

/** Throws on a wording, factor or input of the spec that none of its scenarios has. */
export function checkNames(scenarios: Scenario[], { wordings, conditions: kept, inputs }: PlanSpec): void {
  const check = (what: string, wanted: string[], there: string[]) => {
    const wrong = wanted.find((name) => !there.includes(name));
    if (wrong !== undefined)
      throw new Error(`no ${what} "${wrong}": expected one of ${[...new Set(there)].join(", ") || "(there are none)"}`);
  };
  if (kept?.[channelFactor] !== undefined)
    throw new Error(`conditions.${channelFactor} is an option of the plan: channel: ["tags", "tools"]`);
  const ids = (list: { id: string }[]) => list.map(({ id }) => id);
  check(
    "wording",
    wordings ?? [],
    scenarios.flatMap((scenario) => ids(scenario.wordings)),
  );
  check(
    "factor",
    Object.keys(kept ?? {}),
    scenarios.flatMap((scenario) => ids(scenario.factors)),
  );
  check(
    "input",
    Array.isArray(inputs) ? inputs : [],
    scenarios.flatMap((scenario) => ids(scenario.inputs)),
  );
  const most = Math.max(...scenarios.map(({ inputs }) => inputs.length));
  if (typeof inputs === "number" && inputs > most)
    throw new Error(`inputs: the first ${inputs} are asked for, and ${most} is the most that a scenario here has`);
}
