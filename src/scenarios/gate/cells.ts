import { conditions, suits } from "../condition.ts";
import { render } from "../render.ts";
import type { Input, Scenario, Turn, Wording } from "../scenario.ts";

/** One rendering of a wording: under which condition, with which input, and what is said. */
export interface Cell {
  condition: Record<string, string>;
  input: Input;
  turns: Turn[];
  text: string;
}

/** Every cell of a wording, rendered; or, without inputs' own words, one a condition. */
export function cellsOf(scenario: Scenario, wording: Wording, inputs = scenario.inputs): Cell[] {
  return conditions(scenario)
    .filter((condition) => suits(wording, condition))
    .flatMap((condition) =>
      inputs.map((input) => {
        const turns = render(scenario, wording, condition, input);
        const said = turns.flatMap((turn) => (turn.kind === "say" ? [turn.text] : []));
        return { condition, input, turns, text: said.join("\n\n") };
      }),
    );
}

/** An input that has every variable and says nothing in any: what is left is the wording's own. */
export function silentInput({ inputs }: Pick<Scenario, "inputs">): Input {
  const names = new Set(inputs.flatMap(({ vars }) => Object.keys(vars)));
  return { id: "none", vars: Object.fromEntries([...names].map((name) => [name, ""])) };
}

/** Sentences of a text, which end at stops before white space, and at line breaks. */
export const sentencesOf = (text: string): string[] =>
  text.split(/(?<=[.!?…:]["'”’»)\]]*)\s+|\n+/u).filter((sentence) => /\p{L}/u.test(sentence));

/** Whether levels of a condition are among those named; factors left out: all. */
export const isAmong = (levels: Record<string, string[]>, condition: Record<string, string>): boolean =>
  Object.entries(levels).every(([factor, ids]) => ids.includes(condition[factor] ?? ""));
