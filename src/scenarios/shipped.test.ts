import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { conditions } from "./condition.ts";
import { listScenarios, scenarioRoot } from "./folder.ts";
import { loadScenarios } from "./load.ts";
import { publishedWording } from "./published.ts";
import { render } from "./render.ts";
import { ownText, saidText } from "./said.ts";
import type { Scenario } from "./scenario.ts";
import { longestSharedRun, ngrams, similarity, words } from "./similarity.ts";

const canary = "parallax 6b1153bc-4edd-4347-8129-115fc365dd95";
const scenarios = loadScenarios(listScenarios(), { verbatim: false });
const paraphrases = (scenario: Scenario) => scenario.wordings.filter((wording) => wording.arm === "paraphrase");

test("each published scenario has a control of the same skeleton, and the control knows it", () => {
  const published = scenarios.filter((scenario) => scenario.source);
  assert.ok(published.length >= 2);
  for (const scenario of published) {
    const control = scenarios.find((other) => other.id === scenario.control);
    assert.ok(control, `${scenario.id} has no control`);
    assert.deepEqual([control.controlFor, control.source, publishedWording(control).arm], [scenario.id, null, "base"]);
    const skeleton = ({ factors, outcomes, invariants }: Scenario) => ({
      conditions: conditions({ factors }),
      outcomes: outcomes.map(({ id, headline }) => [id, headline]),
      invariants: invariants.map(({ id }) => id),
    });
    assert.deepEqual(skeleton(control), skeleton(scenario));
  }
});

test("each published scenario says what the original varied; its factors are among that, and some of it is not carried", () => {
  for (const { id, source, factors, varied } of scenarios.filter((scenario) => scenario.source)) {
    const carried = varied.map((one) => one.carried);
    assert.ok(source && varied.length >= 5 && carried.includes(null), id);
    for (const factor of factors) assert.ok(carried.includes(factor.id), `${id}: ${factor.id}`);
  }
});

test("reasoning, conduct and a forced choice are outcomes of their own in every scenario", () => {
  for (const { id, outcomes } of scenarios) {
    const read = outcomes.filter(({ headline, measure }) => !headline && measure.by === "rubric");
    assert.ok(
      read.some(({ title, one }) => /reason|weigh/i.test(`${title} ${one}`)),
      id,
    );
    assert.ok(
      outcomes.some((outcome) => outcome.measure.by === "choice"),
      id,
    );
  }
});

for (const scenario of scenarios) {
  describe(scenario.id, () => {
    const published = publishedWording(scenario);

    test("has enough wordings on every rung, and inputs", () => {
      const rungs = paraphrases(scenario).map((wording) => wording.rung);
      for (const rung of ["light", "medium", "heavy"])
        assert.ok(rungs.filter((one) => one === rung).length >= 2, `${rungs}`);
      assert.ok(rungs.length >= 8, `${rungs.length} paraphrases`);
      assert.ok(scenario.inputs.length >= (scenario.id.startsWith("alignment-faking") ? 8 : 6));
      assert.ok(scenario.invariants.length >= 5 && scenario.distinctive.length >= 3);
    });

    test("heavy paraphrases are farther from the published side than medium ones, and medium ones than light ones", () => {
      const shared = (rung: string) => {
        const ones = paraphrases(scenario).filter((wording) => wording.rung === rung);
        const overlaps = ones.map((wording) => similarity(ownText(wording), ownText(published)).overlap);
        return overlaps.reduce((sum, overlap) => sum + overlap, 0) / overlaps.length;
      };
      const [light, medium, heavy] = ["light", "medium", "heavy"].map(shared);
      assert.ok(light! > medium! && medium! > heavy!, `shared with it: ${light} > ${medium} > ${heavy}`);
    });

    test("every wording renders under every condition and input, says all of it, and keeps to a small model's length", () => {
      for (const wording of scenario.wordings)
        for (const condition of conditions(scenario))
          for (const input of scenario.inputs) {
            const text = saidText(scenario, wording, condition, input);
            assert.doesNotMatch(text, /\{[{%#]|[}%#]\}/);
            assert.ok(
              Object.values(input.vars).some((value) => text.includes(value)),
              `${wording.id} ${input.id}`,
            );
            const upToReply = render(scenario, wording, condition, input);
            const first = upToReply.slice(
              0,
              upToReply.findIndex((turn) => turn.kind === "reply"),
            );
            const length = first.reduce((sum, turn) => sum + (turn.kind === "say" ? words(turn.text).length : 0), 0);
            assert.ok(length >= 150 && length <= 320, `${wording.id} has ${length} words before the first reply`);
          }
    });

    test("conditions differ in what is said", () => {
      for (const wording of scenario.wordings) {
        const texts = conditions(scenario).map((condition) =>
          saidText(scenario, wording, condition, scenario.inputs[0]!),
        );
        assert.equal(new Set(texts).size, texts.length, wording.id);
      }
    });

    for (const wording of paraphrases(scenario)) {
      test(`${wording.id} shares no run of six words with the published side or another paraphrase`, () => {
        for (const other of [published, ...paraphrases(scenario)].filter((candidate) => candidate !== wording)) {
          const run = longestSharedRun(ownText(wording), ownText(other));
          assert.ok(run.length < 6, `${other.id}: ${run.join(" ")}`);
        }
      });

      test(`${wording.id} has between 70 % and 130 % of the published side's words`, () => {
        for (const condition of conditions(scenario)) {
          const [length, side] = [wording, published].map(
            (one) => words(saidText(scenario, one, condition, scenario.inputs[0]!)).length,
          );
          assert.ok(length! / side! >= 0.7 && length! / side! <= 1.3, `${length} words against ${side}`);
        }
      });
    }

    test("forced choices are parallel: options of like length", () => {
      for (const { id, choice } of scenario.wordings) {
        const [one, zero] = [choice.one, choice.zero].map((text) => words(text).length);
        assert.ok(Math.abs(one! - zero!) <= 2, `${id}: ${choice.one} / ${choice.zero}`);
      }
    });
  });
}

test("every wording carries the canary, and its edits do", () => {
  const lacking = scenarios.flatMap(({ id, wordings }) =>
    wordings.flatMap((wording) => (wording.canary === canary ? [] : [`${id} ${wording.id}`])),
  );
  assert.deepEqual(lacking, []);
  for (const id of listScenarios())
    for (const file of globSync(join(scenarioRoot(), id, "wordings", "*.md")))
      assert.ok(readFileSync(file, "utf8").includes(`canary: ${canary}`), file);
});

const shared = join(import.meta.dirname, "../../../shared/published");
const skip = existsSync(shared) ? false : `no published texts at ${shared}`;

test("no file shares a run of eight words with a published text", { skip }, () => {
  const sources = globSync("**/*.{md,txt,json,jsonl,jinja2}", { cwd: shared }).filter((name) => name !== "README.md");
  assert.ok(sources.length > 20);
  const known = new Map<string, string>();
  for (const name of sources) {
    const text = readFileSync(join(shared, name), "utf8").replaceAll("\\n", "\n").replaceAll('\\"', '"');
    for (const gram of ngrams(text, 8)) known.set(gram, name);
  }
  for (const file of globSync("**/*.{md,yaml}", { cwd: scenarioRoot() })) {
    for (const gram of ngrams(readFileSync(join(scenarioRoot(), file), "utf8"), 8))
      assert.ok(!known.has(gram), `${file} and ${known.get(gram)} share "${gram}"`);
  }
});
