import { hash } from "../../lib/hash.ts";
import { lacking } from "../../scenarios/fill.ts";
import { replyNames } from "../../scenarios/readings.ts";
import { loadScenario } from "../../scenarios/load.ts";
import type { Input, Scenario, Wording } from "../../scenarios/scenario.ts";
import type { Exchange } from "../exchange/exchange.ts";
import { baseOf } from "./wordings.ts";

/** The scenario of ours that replies are imported into, and the wording whose readings fit them. */
export interface Ours {
  scenario: Scenario;
  base: Wording;
  replies: string[];
  /**
   * A known input by its id, or by a text that one of its variables has; a new one where it has one
   * variable, or where its criteria ask for one.
   */
  inputOf(input: string): Input;
  /** Throws where a condition is none of the scenario's. */
  check(exchange: Exchange): void;
}

export function oursOf(named: string | Scenario, as: string | undefined): Ours {
  const scenario = typeof named === "string" ? loadScenario(named) : named;
  const base = baseOf(scenario, as);
  const replies = replyNames(base);
  const names = [...new Set(scenario.inputs.flatMap(({ vars }) => Object.keys(vars)))];
  const tags = tagsOf(scenario);
  return {
    scenario,
    base,
    replies,
    inputOf(input) {
      const known = scenario.inputs.find(({ id, vars }) => id === input || Object.values(vars).includes(input));
      if (known) return known;
      if (input === "none") return { id: input, vars: {} };
      const id = `input-${hash(input).slice(0, 8)}`;
      if (names.length === 1) return { id, vars: { [names[0]!]: input } };
      return tags.length === 1 ? { id, vars: { [tags[0]!]: `this: “${input}”` } } : { id: input, vars: {} };
    },
    check({ condition, place }) {
      for (const { id, levels } of scenario.factors) {
        const expected = levels.map((level) => level.id).join(", ");
        const level = condition[id];
        if (level === undefined)
          throw new Error(`${place}: no level of ${id}: map condition.${id}, one of ${expected}`);
        if (!levels.some((each) => each.id === level))
          throw new Error(
            `${place}: ${id} has no level "${level}": expected ${expected}; say which is which by values`,
          );
      }
      const odd = Object.keys(condition).find((factor) => !scenario.factors.some(({ id }) => id === factor));
      if (odd !== undefined)
        throw new Error(`${place}: ${scenario.id} has no factor ${odd}: take condition.${odd} out of the mapping`);
    },
  };
}

/** Variables of the input that its criteria say to a judge. */
function tagsOf({ outcomes }: Scenario): string[] {
  const rubrics = outcomes.flatMap(({ measure }) => (measure.by === "rubric" ? [measure.rubric] : []));
  return [...new Set(rubrics.flatMap((rubric) => lacking(rubric, { id: "", vars: {} })))].map((name) =>
    name.slice("input.".length),
  );
}
