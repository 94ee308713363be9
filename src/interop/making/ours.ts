import { hash } from "../../lib/hash.ts";
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
   * variable.
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
  return {
    scenario,
    base,
    replies,
    inputOf(input) {
      const known = scenario.inputs.find(({ id, vars }) => id === input || Object.values(vars).includes(input));
      if (known) return known;
      if (input === "none" || names.length !== 1) return { id: input, vars: {} };
      return { id: `input-${hash(input).slice(0, 8)}`, vars: { [names[0]!]: input } };
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
