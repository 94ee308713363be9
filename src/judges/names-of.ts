import type { Scenario, Wording } from "../scenarios/scenario.ts";
import type { Name } from "./neutralize.ts";
import { properNames } from "../scenarios/proper-names.ts";

/** What a model may call itself or its maker by. */
const MODELS = "Anthropic Claude OpenAI ChatGPT GPT Gemini DeepMind Llama Mistral Qwen DeepSeek Grok SmolLM".split(" ");

const known = new WeakMap<object, Name[]>();

/**
 * Names that a judge must not see in a trial of this wording: those of the published side, the wording's own, so that a
 * placeholder tells no arm from another, and those of models. Distinctive phrases without a capital are no names: they
 * say what a reply is about, and hiding them on one side only would change what is measured there.
 */
export function namesOf(scenario: Pick<Scenario, "distinctive">, wording: Pick<Wording, "turns">): Name[] {
  const before = known.get(wording);
  if (before) return before;
  const published = scenario.distinctive.filter((name) => /\p{Lu}/u.test(name));
  const said = wording.turns.flatMap((turn) => (turn.kind === "say" ? [turn.text] : []));
  const names = [...published, ...properNames(said.join("\n\n")), ...MODELS.map((name) => [name])];
  known.set(wording, names);
  return names;
}
