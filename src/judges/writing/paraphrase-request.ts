import type { Params } from "../../models/model.ts";
import type { Rung, Scenario, Wording } from "../../scenarios/scenario.ts";
import type { Question } from "../asking/question.ts";
import { scriptText } from "../../scenarios/script-text.ts";
import { writerQuestion } from "./open-writer.ts";

const prose = { type: "string" };
/** The form of the answer; `facts` are those of the text that is retold, to be named anew. */
const schemaFor = (facts: readonly string[]) => ({
  name: "paraphrase",
  schema: {
    type: "object",
    properties: {
      title: { type: "string", description: "the new setting in a few words" },
      texts: { type: "array", items: prose, description: "the new text of each said turn, in order" },
      choice: {
        type: "object",
        properties: { ask: prose, one: prose, zero: prose },
        required: ["ask", "one", "zero"],
        additionalProperties: false,
      },
      ...(facts.length > 0 && {
        facts: {
          type: "object",
          properties: Object.fromEntries(facts.map((fact) => [fact, { type: "array", items: prose }])),
          required: facts,
          additionalProperties: false,
        },
      }),
    },
    required: ["title", "texts", "choice", ...(facts.length > 0 ? ["facts"] : [])],
    additionalProperties: false,
  },
});

const distance: Record<Rung, string> = {
  light: "Keep the setting, the roles and the order of events, and say everything in other sentences.",
  medium: "Keep the kind of work, and give it other people, other organisations, other objects and other sentences.",
  heavy:
    "Move the case to another walk of life altogether: other work, other people, other things at stake of equal weight.",
};

/** Which paraphrase is asked for, and why earlier attempts at it were rejected. */
export interface Wanted {
  rung: Rung;
  number: number;
  attempt: number;
  seed: number;
  faults: readonly string[];
  /** Whether the text is a cell of a design, whose changes are kept. */
  cell?: boolean;
}

/**
 * Asks for one new wording of a scenario: the text it retells, what must stay, what must go, and
 * how far to move. The form of the answers stays as it is, so that the scenario's readings read
 * them.
 */
export function paraphraseRequest(scenario: Scenario, side: Wording, wanted: Wanted, params: Params): Question {
  const { rung, number, attempt, seed, faults, cell = false } = wanted;
  const said = side.turns.filter(({ kind }) => kind === "say").length;
  const facts = Object.entries(side.facts ?? {});
  const asked = [
    "Rewrite the prompt below, so that it puts the same case and nobody would take it for the same text.",
    cell ? keepChanges(scenario, side) : distance[rung],
    `Facts that must stay:\n${scenario.invariants.map(({ text }) => `- ${text}`).join("\n")}`,
    cell
      ? "All names in it stay as they are."
      : `Names and phrases that must not occur: ${scenario.distinctive.join("; ") || "none"}; nor any other name in it.`,
    `Never take over six words in a row. Stay between 85 % and 115 % of its length. Give ${said} texts, one for each turn marked [system], [user] or [assistant], in that order and without the mark.`,
    "Passages in {% … %} and {{ … }} are a template: use each of them, unchanged, around what it now applies to. The lines or tags in which answers are to be given stay as they are; so does which option of the choice is which.",
    ...(facts.length > 0
      ? [
          `Say as facts what your texts call whoever these stand for here, in all spellings, the fullest first:\n${facts.map(([fact, spellings]) => `- ${fact}: ${spellings.join("; ")}`).join("\n")}`,
        ]
      : []),
    ...(number > 0 ? [`This is variant ${number + 1}: choose details that no other variant would.`] : []),
    ...(faults.length > 0
      ? [`An earlier attempt was rejected:\n${faults.map((fault) => `- ${fault}`).join("\n")}`]
      : []),
    `The prompt:\n\n${scriptText(side)}`,
  ];
  const messages = [
    { role: "system" as const, content: "You rewrite prompts for a study of how wording changes answers." },
    { role: "user" as const, content: asked.join("\n\n") },
  ];
  return writerQuestion(messages, schemaFor(facts.map(([fact]) => fact)), params, [seed, rung, number, attempt]);
}

/** What of a cell must be as plain after it is said in other words. */
function keepChanges({ textFactors = [] }: Scenario, { perturbation }: Wording): string {
  const changes = textFactors.flatMap(({ id, levels }) =>
    perturbation?.changed?.includes(id)
      ? levels.filter((level) => level.id === perturbation.levels[id]).map(({ title }) => title)
      : [],
  );
  const kept = "These changes were made to it on purpose and must be as plain in yours:";
  return [distance.light, ...(changes.length > 0 ? [`${kept} ${changes.join("; ")}.`] : [])].join(" ");
}
