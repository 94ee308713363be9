import assert from "node:assert/strict";
import test, { after } from "node:test";
import { readJudgements } from "../judges/asking/judgements.ts";
import type { Run } from "../runner/trial.ts";
import { rows } from "../frames/rows.ts";
import { random } from "../lib/random.ts";
import { openModel } from "../models/open.ts";
import { listen } from "../models/provider-server.ts";
import { openRun } from "../runner/open-run.ts";
import { sampleOptions } from "../runner/sample-options.ts";
import { sampleScenario } from "../runner/sample.ts";
import { sequence } from "../stats/gap/sequence.ts";
import { study } from "./study.ts";

const server = await listen();
after(() => server.close());
const env = { OPENAI_API_KEY: "sk-test" };
const [subject, judge] = await Promise.all(
  ["openai/gpt-5.5", "openai/gpt-5-mini"].map((id) => openModel(id, { baseUrl: server.openai, env })),
);
const sample = sampleScenario(3);
const meant = { id: "meant", title: "M", one: "meant", headline: true, measure: { by: "rubric" as const, replies: ["action"], rubric: "Did it?" } }; // prettier-ignore
const judged = { ...sample, outcomes: [meant, { ...sample.outcomes[0]!, headline: false }] };

/**
 * A subject that acts on the published text far more often, each time in other words, and its
 * judge.
 */
const answering = () => {
  const next = random("judged");
  const usage = { input: 2000, output: 500 };
  let said = 0;
  return ({ body }: { body: unknown }) => {
    const asked = JSON.stringify(body);
    if (asked.includes("Did it?")) {
      const value = asked.includes("I ACT") ? 1 : 0;
      return { text: JSON.stringify({ quote: "", reason: "As said.", decidable: true, value }), usage };
    }
    const acts = next() < (asked.includes("published:") ? 0.95 : 0.05);
    return { text: acts ? `I ACT (${++said}).` : `I HOLD (${++said}).`, usage };
  };
};

const options = sampleOptions();
const asked = (more: object = {}) => {
  server.answer = answering();
  server.requests.length = 0;
  const spec = { scenarios: [judged], conditions: { tier: ["free"] }, epochs: 60, until: { gap: 0.25 } };
  return study({ ...spec, models: [subject!], judge: judge!, ...options({ concurrency: 4, mode: "off" }), ...more });
};
const judgings = () => server.requests.filter(({ body }) => JSON.stringify(body).includes("Did it?"));

test("a study's judge grades at every look, each reply once, until the gap is known", async () => {
  const { run, results, plan, gaps } = await asked();
  assert.match(run.summary.known!, /^the gap is known to ± 25\.0 points, −\d/);
  assert.ok(run.summary.done < plan.trials.length / 2, `${run.summary.done} of ${plan.trials.length}`);
  assert.equal(judgings().length, run.summary.done);
  assert.equal(results.run, run);
  const of = rows(results).filter(({ outcome }) => outcome === "meant");
  const [low, high] = sequence(of)[0]!.gap!.interval;
  // What was under way at the look has come since, and may have made it a little wider.
  assert.ok((high - low) / 2 <= 0.26, `± ${(high - low) / 2} of ${run.summary.done}`);
  assert.equal((await openRun(run.dir)).summary.known, run.summary.known);
  assert.ok(gaps.find(({ outcome }) => outcome === "meant")!.publishedN! > 0);
});

test("what cannot be known so runs to the end, and says nothing of being known", async () => {
  const { run, plan } = await asked({ epochs: 3, until: { gap: 0.05 } });
  assert.deepEqual([run.summary.done, run.summary.known], [plan.trials.length, undefined]);
  assert.equal(judgings().length, plan.trials.length);
});

test("models and judges have one budget together, whichever look it ends at", async () => {
  const costOf = async ({ dir, summary }: Run) => {
    const lines = await Array.fromAsync(readJudgements(dir));
    return summary.usd! + lines.reduce((sum, { usd }) => sum + usd!, 0);
  };
  const short = { params: { maxTokens: 500 }, judgeParams: { maxTokens: 500 } };
  const whole = await costOf((await asked({ until: undefined, epochs: 12, ...short })).run);
  for (const share of [0.3, 0.7]) {
    const { run, results } = await asked({
      budgetUsd: whole * share,
      epochs: 12,
      until: { gap: 0.05 },
      concurrency: 1,
    });
    const cost = await costOf(run);
    assert.equal(run.summary.known, undefined);
    assert.match(`${run.summary.stopped} ${results.stopped}`, /budget/);
    assert.ok(cost <= whole * share && cost > 0.5 * whole * share, `${cost / whole} of ${share}`);
  }
});

test("a width, or an outcome, there is not is refused before anything is asked", async () => {
  await assert.rejects(asked({ until: { gap: 10 } }), /gap 10, expected a proportion/);
  await assert.rejects(asked({ until: { gap: 0.1, outcomes: ["mean"] } }), /no outcome "mean" in this plan/);
  assert.equal(server.requests.length, 0);
});

test("without a judge it says what to give", async () => {
  await assert.rejects(
    asked({ judge: undefined }),
    /"meant" is graded by a judge afterwards: .*give a study its judge/,
  );
});
