import { sha256 } from "../lib/hash.ts";
import type { Answer, Asked } from "../models/provider-server.ts";
import { conditions, suits } from "../scenarios/condition.ts";
import { render } from "../scenarios/render.ts";
import type { Scenario } from "../scenarios/scenario.ts";

/**
 * Test support: what a provider's server answers when these scenarios are asked through it. A
 * conversation gets one of its wording's examples, in turn as it is asked again, a forced choice
 * two probabilities, a judge's question a verdict of 0 or 1; which ones follows from the text
 * asked.
 */
export function standIn(scenarios: readonly Scenario[]): (asked: Asked) => Answer {
  const examples = new Map(scenarios.flatMap((scenario) => [...examplesOf(scenario)]));
  const times = new Map<string, number>();
  return ({ body }) => {
    const said = saidIn(body);
    const draw = Number.parseInt(sha256(said).slice(0, 8), 16);
    if (body.output_config?.format ?? body.text?.format)
      return { text: JSON.stringify({ quote: "", reason: "By the stand-in.", decidable: true, value: draw % 2 }) };
    if (said.endsWith("Answerwithoneletter,AorB.")) {
      const a = 0.2 + (0.6 * (draw % 1000)) / 1000;
      return { text: "A", top: { A: a, B: 1 - a } };
    }
    const known = examples.get(said) ?? ["Done."];
    const before = times.get(said) ?? 0;
    times.set(said, before + 1);
    return { text: known[(draw + before) % known.length]! };
  };
}

const squeezed = (text: string) => text.replaceAll(/\s/g, "");

/**
 * By all that is said before a reply, without white space: what examples there are of that reply.
 */
function* examplesOf(scenario: Scenario): Generator<[string, string[]]> {
  for (const wording of scenario.wordings)
    for (const condition of conditions(scenario).filter((each) => suits(wording, each)))
      for (const input of scenario.inputs) {
        let said = "";
        for (const turn of render(scenario, wording, condition, input)) {
          if (turn.kind === "reply") yield [said, Object.values(wording.examples[turn.name] ?? { none: "Done." })];
          else if (turn.role !== "assistant") said += squeezed(turn.text);
        }
      }
}

/** What system and user say in a request to any of the providers. */
// oxlint-disable-next-line typescript/no-explicit-any -- whatever the provider's API has
function saidIn(body: any): string {
  const textOf = (content: string | { text: string }[] = ""): string =>
    typeof content === "string" ? content : content.map(({ text }) => text).join("");
  const messages: { role: string; content: string }[] = body.input ?? body.messages;
  const said = messages.filter(({ role }) => role !== "assistant").map(({ content }) => textOf(content));
  return squeezed([textOf(body.system ?? body.instructions), ...said].join(""));
}
