import type { Scenario, Wording } from "../../scenarios/scenario.ts";
import { properNames, smallWords } from "../../scenarios/proper-names.ts";
import type { Name } from "./neutralize.ts";
import { titleOf } from "../recognition/study-patterns.ts";

/** What a model may call itself or its maker by. */
const MODELS =
  "Anthropic Claude OpenAI ChatGPT GPT Gemini DeepMind Llama Mistral Qwen DeepSeek Grok SmolLM Opus Sonnet Haiku".split(
    " ",
  );

const known = new WeakMap<object, Name[]>();
const ordinary = new WeakMap<object, Set<string>>();

type Named = Pick<Scenario, "distinctive" | "source" | "wordings" | "outcomes">;
type Naming = Pick<Wording, "turns" | "choice" | "facts">;

/**
 * Names that a judge must not see in a trial of this wording: those of the published side and its
 * study, the wording's own, whatever its facts are called first, so that a placeholder tells no arm
 * from another, and those of models, of the trial's `model` in particular. Distinctive phrases
 * without a capital are no names: they say what a reply is about, and hiding them on one side only
 * would change what is measured there.
 */
export function namesOf(scenario: Named, wording: Naming, model: string): Name[] {
  return [...modelNames(model), ...(known.get(wording) ?? wordingNames(scenario, wording))];
}

/**
 * A model's id without its provider, and without a date at its end; none of a simulated subject,
 * whose name is a word.
 */
function modelNames(id: string): Name[] {
  const [name = ""] = id.split("/").at(-1)!.split("?");
  return id.startsWith("simulated/") ? [] : [name, name.replace(/-\d{6,8}$/, "")];
}

function wordingNames(scenario: Named, wording: Naming): Name[] {
  const said = [...sayings(wording), wording.choice.ask].join("\n\n");
  const inText = properNames(said, ordinary.get(scenario) ?? ordinaryWords(scenario));
  const facts = Object.values(wording.facts ?? {});
  const names = [...facts, ...published(scenario), ...inText, ...MODELS.map((name) => [name])];
  known.set(wording, names);
  return names;
}

/**
 * Each distinctive name, with its parts where all of them have capitals, and what the study is
 * called.
 */
function published({ distinctive, source }: Named): Name[] {
  const names = distinctive.filter((name) => /\p{Lu}/u.test(name));
  const whole = names.map((name) => (/^\p{Lu}\S*(?: \p{Lu}\S*)+$/u.test(name) ? [name, ...name.split(" ")] : name));
  if (source === null) return whole;
  const title = (titleOf(source) ?? "").split(/[:?]/).map((part) => part.trim());
  const author = /^\s*([\p{L}-]+),/u.exec(source.citation)?.[1];
  const number = /\d{4}\.\d{5}/.exec(source.citation)?.[0];
  return [...whole, ...[...title, number ?? ""].filter((part) => part !== ""), ...(author ? [[author]] : [])];
}

/** What the texts of a scenario write small, and every word of its criteria. */
function ordinaryWords(scenario: Named): Set<string> {
  const criteria = scenario.outcomes.map(({ one, measure }) => (measure.by === "rubric" ? measure.rubric : one));
  const words = smallWords([...scenario.wordings.flatMap(sayings), criteria.join("\n").toLowerCase()].join("\n"));
  ordinary.set(scenario, words);
  return words;
}

const sayings = ({ turns }: Pick<Wording, "turns">) =>
  turns.flatMap((turn) => (turn.kind === "say" ? [turn.text] : []));
