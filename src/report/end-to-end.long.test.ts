import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { rows } from "../frames/rows.ts";
import { grade } from "../judges/grading/grade.ts";
import { loadEngine } from "../models/local/engine.ts";
import { promptOf } from "../models/local/prompt.ts";
import { hasModel, localModelPath } from "../models/local/weights.ts";
import type { Model } from "../models/model.ts";
import { openModel } from "../models/open.ts";
import { listen } from "../models/provider-server.ts";
import { gapForest } from "../plots/figures/gap-forest.ts";
import { namesOf } from "../plots/names.ts";
import { wordingSpread } from "../plots/figures/wording-spread.ts";
import type { PlanSpec } from "../runner/plan-spec.ts";
import { plan } from "../runner/plan.ts";
import { run } from "../runner/run.ts";
import { sampleOptions } from "../runner/sample-options.ts";
import { sampleReply } from "../runner/sample.ts";
import type { Elicit } from "../runner/trial.ts";
import { conditions, suits } from "../scenarios/condition.ts";
import { fetchPublished } from "../scenarios/fetch.ts";
import { listScenarios } from "../scenarios/folder.ts";
import { loadScenarios } from "../scenarios/load.ts";
import { publishedWording } from "../scenarios/published.ts";
import type { Arm, Scenario } from "../scenarios/scenario.ts";
import { serve } from "../scenarios/verbatim/file-server.ts";
import { gap } from "../stats/gap/gap.ts";
import { standIn } from "./stand-in.ts";

const options = sampleOptions();
const published = join(import.meta.dirname, "../../../shared/published");
const withPublished = existsSync(published);
if (!withPublished) console.error(`skipped: the arm verbatim of shipped scenarios, no published texts at ${published}`);
const weights = hasModel("smollm2-135m");
if (!weights) console.error("skipped: shipped scenarios on SmolLM2-135M, its weights are not here");

const root = mkdtempSync(join(tmpdir(), "parallax-shipped-"));
after(() => rmSync(root, { recursive: true }));
let scenarios: Scenario[] = [];
const server = await listen();
after(() => server.close());
const env = { OPENAI_API_KEY: "sk-test", ANTHROPIC_API_KEY: "sk-test" };
const judge = await openModel("openai/a-judge", { baseUrl: server.openai, env });
const { cache } = options();
const embedded = "local/smollm2-135m";
const working = new Map<string, string[]>();

test("every shipped scenario loads, with its published text where that can be fetched", async (t) => {
  const read = { root, verbatim: withPublished };
  if (withPublished) {
    const { base } = await serve(t, published);
    for (const { id, source } of loadScenarios(listScenarios(), { verbatim: false }))
      if (source) await fetchPublished([id], { base, root }).catch(() => {});
  }
  scenarios = loadScenarios(listScenarios(), read);
  server.answer = standIn(scenarios);
  assert.equal(scenarios.length, listScenarios().length);
  if (withPublished)
    assert.ok(
      scenarios.some(({ wordings }) => wordings.some(({ arm }) => arm === "verbatim")),
      "nothing was fetched",
    );
});

/**
 * A condition that every wording was written for, else the first: one is enough to see that a
 * scenario works.
 */
function only(scenario: Scenario): Record<string, string[]> {
  const all = conditions(scenario);
  const one = all.find((each) => scenario.wordings.every((wording) => suits(wording, each))) ?? all[0]!;
  return Object.fromEntries(Object.entries(one).map(([factor, level]) => [factor, [level]]));
}

/** Plan, run, judge, gap and figure of one scenario; throws where any of them falls short. */
async function works(scenario: Scenario, model: Model | string, elicit: Elicit[], spec: Partial<PlanSpec> = {}) {
  const id = typeof model === "string" ? model : model.id;
  const arms = [...new Set(scenario.wordings.map(({ arm }) => arm))] as Arm[];
  const narrow = { conditions: only(scenario), inputs: 1, arms, epochs: { chat: 2, choice: 1 }, ...spec };
  const planned = plan({ scenarios: [scenario], models: [id], elicit, params: { maxTokens: 200 }, ...narrow });
  const models = typeof model === "string" ? [] : [model];
  const { dir } = options();
  const onProgress = () => {};
  const done = await run(planned, { dir, cache, onProgress, models });
  assert.equal(done.summary.done, planned.trials.length, `${scenario.id}: ${JSON.stringify(done.summary)}`);
  const graded = await grade(done, { judge, cache, onProgress });
  const gaps = gap(rows(graded));
  const measured = scenario.outcomes.filter(({ measure }) =>
    elicit.includes(measure.by === "choice" ? "choice" : "chat"),
  );
  const scored = new Set(graded.grades.flatMap(({ outcome, status }) => (status === "scored" ? [outcome] : [])));
  for (const outcome of measured) {
    assert.ok(scored.has(outcome.id), `${scenario.id}: no trial is scored on ${outcome.id}`);
    // Whether a later reply comes about hangs on the first, so that a side may have none of it.
    if (outcome.measure.by === "pattern" && !outcome.headline) continue;
    const one = gaps.find((each) => each.outcome === outcome.id);
    assert.ok(one && one.gap !== null, `${scenario.id}: no gap of ${outcome.id}: ${one?.notes.join("; ")}`);
    assert.equal(one.publishedText?.split("/")[0], publishedWording(scenario).arm);
    assert.ok(wordingSpread(one, { names: namesOf([scenario]) }).data.length > 0);
  }
  const forest = gapForest(gaps, { names: namesOf([scenario]) });
  const points = forest.data.flatMap((trace) => ("mode" in trace && trace.mode === "markers" ? [trace.x] : [])).flat();
  assert.equal(points.length, gaps.filter((each) => each.gap !== null).length);
}

async function allWork(model: Model | string, elicit: Elicit[]): Promise<void> {
  const ids: string[] = [];
  working.set(typeof model === "string" ? model : model.id, ids);
  for (const scenario of scenarios) {
    await works(scenario, model, elicit);
    ids.push(scenario.id);
  }
}

test("each works on a simulated subject, all arms, by chat and by forced choice", async () => {
  await allWork("simulated/recognizer", ["chat", "choice"]);
});

test("each works through OpenAI's own library, all arms, by chat and by forced choice", async () => {
  const model = await openModel("openai/gpt-4o", { baseUrl: server.openai, env });
  await allWork(model, ["chat", "choice"]);
});

test("each works through Anthropic's own library, all arms, by chat", async () => {
  const model = await openModel("anthropic/claude-opus-4-6", { baseUrl: server.anthropic, env });
  await allWork(model, ["chat"]);
});

/**
 * The embedded model with the one thing left out that takes it seconds: what it makes of a prompt.
 * Its chat template, its tokens and its room are its own.
 */
async function unread(): Promise<Model> {
  const model = await openModel(embedded);
  const engine = await loadEngine(embedded, localModelPath("smollm2-135m"), "off");
  const prompt = promptOf(embedded, engine.model);
  return {
    ...model,
    async generate({ messages, choices }) {
      const tokens = prompt(messages);
      assert.ok(tokens.length < engine.model.trainContextSize, `${tokens.length} tokens`);
      const spellings = choices!.map((choice) => engine.model.tokenize(choice));
      assert.deepEqual(
        spellings.map(({ length }) => length),
        choices!.map(() => 1),
      );
      const usage = { input: tokens.length, output: 1, cachedInput: null, reasoning: null };
      const logprobs = Object.fromEntries(choices!.map((choice, i) => [choice, Math.log(0.6 - 0.2 * i)]));
      return sampleReply(choices![0]!, { choices: logprobs, usage, servedModel: model.id });
    },
    close: () => engine.close(),
  };
}

const skip = weights ? false : "no weights of SmolLM2-135M";
test("each fits the embedded model, all arms, by forced choice", { skip }, async () => {
  const model = await unread();
  await allWork(model, ["choice"]);
  await model.close?.();
});

test("the embedded model reads one of them, as shipped, by forced choice", { skip }, async () => {
  const model = await openModel(embedded);
  // It reads each text for seconds; that it has room for every other is tested above.
  const [scenario] = loadScenarios(["alignment-faking-animal-welfare"], { verbatim: false });
  const paraphrases = scenario!.wordings.filter(({ arm }) => arm === "paraphrase").slice(0, 1);
  const wordings = [publishedWording(scenario!), ...paraphrases].map(({ id }) => id);
  const arms: Arm[] = [publishedWording(scenario!).arm, "paraphrase"];
  await works(scenario!, model, ["choice"], { wordings, arms, inputs: 1 });
  await model.close?.();
});

test("scenarios working end to end: all of them, and their controls", (t) => {
  const problems = scenarios.filter(({ controlFor }) => controlFor === null);
  const controls = scenarios.filter(({ controlFor }) => controlFor !== null);
  assert.ok(problems.length >= 8, `${problems.length} decision problems`);
  assert.equal(working.size, weights ? 4 : 3);
  for (const [model, ids] of working) {
    const of = (all: Scenario[]) => `${all.filter(({ id }) => ids.includes(id)).length} of ${all.length}`;
    t.diagnostic(`${model}: scenarios working end to end: ${of(problems)}, controls: ${of(controls)}`);
    assert.deepEqual(
      ids,
      scenarios.map(({ id }) => id),
    );
  }
});
