import { canonical, hash } from "../../lib/hash.ts";
import { byTools } from "../../scenarios/channel.ts";
import { suits } from "../../scenarios/condition.ts";
import { dependsOnInput } from "../../scenarios/depends-on-input.ts";
import { takesInput } from "../../scenarios/readings.ts";
import type { Scenario, Wording } from "../../scenarios/scenario.ts";
import type { Trial } from "../trial.ts";
import type { Recipe } from "./recipe.ts";

/** Trials that differ in model, input and epoch only. */
export interface Kind {
  what: Pick<Trial, "scenario" | "arm" | "wording" | "wordingHash" | "condition" | "elicit">;
  inputs: string[];
  epochs: number;
  /** inputs × epochs. */
  count: number;
  /** Of a model's trials, the place of the first of these, before they are put in order. */
  start: number;
  /** Which of the orders in which things are spread it is in: scenario and way to elicit. */
  section: number;
  /** Which of its scenario's conditions it has. */
  condition: number;
  /**
   * The epoch a trial is given: what says nothing of its input asks the same under every input, so
   * its epochs count on over the inputs, and each of its trials is a reply of its own.
   */
  epochOf(input: number, epoch: number): number;
  /** JSON of a trial without its id, its keys in order, around epoch, input and model. */
  json: { head: string; tail: string; inputs: string[] };
}

/** Kinds of trials, scenario by scenario, as a recipe has them. */
export function kindsOf(
  { way, scenarios: wanted }: Pick<Recipe, "way" | "scenarios">,
  scenarios: readonly Scenario[],
): Kind[] {
  const kinds: Kind[] = [];
  let [start, section] = [0, 0];
  for (const { id, elicits, conditions } of wanted) {
    const scenario = scenarios.find((each) => each.id === id)!;
    const inputs = scenario.inputs.map((input) => input.id);
    for (const { elicit, epochs } of elicits) {
      for (const wording of scenario.wordings) {
        for (const [condition, levels] of conditions.entries()) {
          if (!suits(wording, levels)) continue;
          const counted = way === 1 ? takesInput(wording) : dependsOnInput(scenario, wording, levels);
          const what = whatOf(id, wording, levels, elicit);
          const epochOf: Kind["epochOf"] = counted
            ? (_, epoch) => epoch
            : (input, epoch) => (epoch - 1) * inputs.length + input + 1;
          const count = inputs.length * epochs;
          kinds.push({ what, inputs, epochs, count, start, section, condition, epochOf, json: jsonOf(what, inputs) });
          start += count;
        }
      }
      section++;
    }
  }
  return kinds;
}

function whatOf(
  scenario: string,
  wording: Wording,
  condition: Record<string, string>,
  elicit: Trial["elicit"],
): Kind["what"] {
  const wordingHash = byTools(condition) ? hash([wording.hash, wording.tools]) : wording.hash;
  return { scenario, arm: wording.arm, wording: wording.id, wordingHash, condition, elicit };
}

/** As {@link canonical} has it, so that a trial's hash is made of a few pieces. */
function jsonOf({ arm, condition, elicit, ...rest }: Kind["what"], inputs: readonly string[]): Kind["json"] {
  return {
    head: `${canonical({ arm, condition, elicit }).slice(0, -1)},"epoch":`,
    tail: `,${canonical(rest).slice(1)}`,
    inputs: inputs.map((input) => JSON.stringify(input)),
  };
}

/**
 * The way in which trials are made now: 2 where some wording says its input under some conditions
 * only, and else 1, as ever, so that a plan stays the same.
 */
export function wayFor(
  { scenarios: wanted }: Pick<Recipe, "scenarios">,
  scenarios: readonly Scenario[],
): Recipe["way"] {
  const differs = wanted.some(({ id, conditions }) => {
    const scenario = scenarios.find((each) => each.id === id)!;
    return scenario.wordings.some(
      (wording) =>
        takesInput(wording) &&
        conditions.some((levels) => suits(wording, levels) && !dependsOnInput(scenario, wording, levels)),
    );
  });
  return differs ? 2 : 1;
}
