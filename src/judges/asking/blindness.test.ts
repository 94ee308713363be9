import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fill } from "../../scenarios/fill.ts";
import { loadScenarios } from "../../scenarios/load.ts";
import { ownText } from "../../scenarios/said.ts";
import type { Scenario, Wording } from "../../scenarios/scenario.ts";
import { lineOf } from "../fixture.ts";
import { namesOf } from "./names-of.ts";
import { rubricQuestion } from "./rubric.ts";

/** A name as models write it. */
const spellings = (name: string) => [
  name,
  name.toUpperCase(),
  `${name}'s`,
  `**${name}**`,
  `_${name}_`,
  `${name}-led`,
  name.split(" ").join("-"),
  name.split(" ").join("* *"),
  name.split(" ").join("\n"),
  `${name.split(" ").join(".").toLowerCase()}@example.org`,
  `<${name}>`,
];

const published = ({ distinctive }: Scenario) => distinctive.filter((name) => /\p{Lu}/u.test(name));
const squeezed = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ");
const scenarios = loadScenarios(undefined, { verbatim: false });
const criteriaFor = (scenario: Scenario, rubric: string, { facts }: Wording) =>
  fill(rubric, {}, scenario.inputs[0]!, scenario.id, facts);

describe("of what a judge is sent, not a byte tells scenario, arm, wording, model, canary or a published name", () => {
  for (const scenario of scenarios)
    test(scenario.id, () => {
      const source = scenario.source
        ? ["Anthropic", ...scenario.source.citation.matchAll(/^\p{L}+/gu)].map(String)
        : [];
      for (const wording of scenario.wordings) {
        const giveaways = [
          ...published(scenario),
          ...source,
          "Claude Opus 4",
          "claude-opus-4-20250514",
          "Sonnet",
          "GPT",
        ]
          .flatMap(spellings)
          .join("\n");
        const reply = `${giveaways}\n${Object.values(wording.examples)
          .flatMap((each) => Object.values(each))
          .join("\n")}`;
        for (const { measure } of scenario.outcomes) {
          if (measure.by !== "rubric") continue;
          const lines = measure.replies.map((name) => lineOf(name, reply, { reasoning: ownText(wording) }));
          const { request } = rubricQuestion(
            criteriaFor(scenario, measure.rubric, wording),
            lines,
            namesOf(scenario, wording, "anthropic/claude-opus-4-20250514"),
            {},
          );
          const sent = JSON.stringify(request);
          const place = `${wording.id}: `;
          for (const word of [scenario.id, wording.id, wording.hash, wording.canary ?? "canary", "arXiv", "et al"])
            assert.ok(!sent.includes(word), place + word);
          const words = ` ${squeezed(request.messages.map(({ content }) => content).join("\n"))} `;
          for (const word of ["verbatim", "recognizable", "paraphrase", "reworded"])
            assert.ok(!words.includes(` ${word} `), place + word);
          for (const name of [...published(scenario), ...source, "Claude", "Opus", "opus 4", "Sonnet", "GPT"])
            assert.ok(!words.includes(` ${squeezed(name).trim()} `), `${place}${name} in ${sent}`);
        }
      }
    });
});

describe("criteria are the same words for every wording: whoever they speak of is one placeholder", () => {
  for (const scenario of scenarios)
    test(scenario.id, () => {
      for (const { id, measure } of scenario.outcomes) {
        if (measure.by !== "rubric") continue;
        const criteria = scenario.wordings.map((wording) => {
          const asked = criteriaFor(scenario, measure.rubric, wording);
          const { request } = rubricQuestion(asked, [], namesOf(scenario, wording, "simulated/one"), {});
          return request.messages.map(({ content }) => content).join("\n");
        });
        assert.equal(new Set(criteria).size, 1, id);
      }
    });
});

test("in a reply, whoever the criteria name has the placeholder that they have there, by any spelling", () => {
  for (const scenario of scenarios)
    for (const wording of scenario.wordings)
      for (const [fact, spellings] of Object.entries(wording.facts ?? {})) {
        const reply = spellings.map((spelling) => `To ${spelling}:`).join("\n");
        const names = namesOf(scenario, wording, "simulated/one");
        const asked = fill(`Of {{ facts.${fact} }}`, {}, scenario.inputs[0]!, "", wording.facts);
        const { request } = rubricQuestion(asked, [lineOf("action", reply)], names, {});
        const content = request.messages[1]!.content.match(/(?<=^To ).*(?=:$)/gm)!;
        for (const said of content) assert.equal(said, "[name 1]", `${scenario.id}/${wording.id}: ${fact} in ${reply}`);
      }
});
