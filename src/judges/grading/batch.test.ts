import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import { listenBatches, type BatchServer } from "../../models/batch/batch-server.ts";
import { openModel } from "../../models/open.ts";
import { batchTable } from "../../runner/batch/batch-table.ts";
import { plan } from "../../runner/plan.ts";
import { run } from "../../runner/run.ts";
import { sampleOptions } from "../../runner/sample-options.ts";
import { sampleModel, sampleReply, sampleScenario } from "../../runner/sample.ts";
import type { Outcome } from "../../scenarios/scenario.ts";
import { readJudgements } from "../asking/judgements.ts";
import { grade } from "./grade.ts";
import type { GradeOptions } from "./grade-options.ts";

const options = sampleOptions();
const judges = { openai: "openai/gpt-4o", anthropic: "anthropic/claude-opus-4-6" };
type Provider = keyof typeof judges;
const providers = Object.keys(judges) as Provider[];
const verdict = { text: '{"quote": "I ACT.", "reason": "It acts.", "decidable": true, "value": 1}' };

/** A run with an outcome that a judge grades, by batches of a server. */
async function begin(t: TestContext, provider: Provider, fate: BatchServer["fate"] = () => verdict) {
  const server = await listenBatches(fate);
  t.after(() => server.close());
  const env = { OPENAI_API_KEY: "sk-test-0123456789", ANTHROPIC_API_KEY: "sk-test-0123456789" };
  const judge = await openModel(judges[provider], { baseUrl: server[provider], env });
  const sample = sampleScenario(1);
  const measure: Outcome["measure"] = { by: "rubric", replies: ["action"], rubric: "1 if it acts, else 0." };
  const outcome: Outcome = { id: "acted", title: "Acted", one: "acted", headline: false, measure };
  const scenario = { ...sample, outcomes: [...sample.outcomes, outcome] };
  let count = 0;
  const subject = sampleModel((_, { trial }) =>
    sampleReply(trial?.turn === "reason" ? "Because." : `I ACT. ${++count}`),
  );
  const here = options();
  const done = await run(plan({ scenarios: [scenario], models: [subject.id] }), { ...here, models: [subject] });
  const how = { judge, cache: here.cache, retry: { baseMs: 1, maxMs: 2 }, onProgress: () => {} };
  const acted = async (rest: GradeOptions = {}) => {
    const { grades } = await grade(done, { ...how, batch: { gatherMs: 20, pollMs: 10 }, ...rest });
    return grades.filter((each) => each.outcome === "acted");
  };
  return { server, done, acted };
}

type Grades = Awaited<ReturnType<Awaited<ReturnType<typeof begin>>["acted"]>>;
const scored = (grades: Grades) => grades.filter((each) => each.status === "scored" && each.value === 1).length;
const whyNot = (grades: Grades) => grades.flatMap((each) => (each.status === "scored" ? [] : [each.reason]));

for (const provider of providers) {
  test(`${provider}: a judge is asked by batches, once for each question, at half the price`, async (t) => {
    const { server, done, acted } = await begin(t, provider);
    assert.equal(scored(await acted()), 8);
    assert.deepEqual([server.batches.length, server.asked.length], [1, 8]);
    const [row] = await batchTable(done.dir, new Map(), readJudgements(done.dir));
    assert.deepEqual([row?.of, row?.asked, row?.answered, row?.ended, row?.kept], ["judge", 8, 8, true, 8]);
    assert.ok(row!.usd! > 0);
    await acted();
    assert.equal(server.asked.length, 8, "nothing is asked again");
  });

  test(`${provider}: what of a judge's batch expires is asked again, and nothing else`, async (t) => {
    const seen = new Set<string>();
    const { server, acted } = await begin(t, provider, ({ customId }) => {
      const isFirst = !seen.has(customId);
      seen.add(customId);
      return isFirst && seen.size % 3 === 0 ? { fate: "expired" } : verdict;
    });
    assert.equal(scored(await acted()), 8);
    assert.deepEqual([server.batches.length, server.asked.length], [2, 10]);
  });

  test(`${provider}: a judge's batch that expires each time leaves its questions unscored, in words`, async (t) => {
    const { server, acted } = await begin(t, provider, () => ({ fate: "expired" }));
    const grades = await acted();
    assert.equal(scored(grades), 0);
    for (const reason of whyNot(grades)) assert.match(reason, /^judge gave no reply: .*(expired|not answered in time)/);
    const before = server.asked.length;
    server.fate = () => verdict;
    assert.equal(scored(await acted()), 8);
    assert.equal(server.asked.length, before + 8, "and anew in the next grading");
  });

  test(`${provider}: a judge's batch that is canceled while it is waited for is asked again by the next grading only`, async (t) => {
    const { server, done, acted } = await begin(t, provider);
    server.looks = 9;
    let looked = 0;
    server.onCall = (call) => {
      if (/^GET .*\/ID$/.test(call) && ++looked === 3) server.batches[0]!.canceled = true;
    };
    const grades = await acted();
    assert.deepEqual([scored(grades), server.asked.length], [0, 8]);
    for (const reason of whyNot(grades))
      assert.match(reason, /^not judged: batch \S+ was canceled: the same again asks for what it left/);
    const [row] = await batchTable(done.dir, new Map(), readJudgements(done.dir));
    assert.deepEqual([row?.of, row?.ended], ["judge", true]);
    server.looks = 1;
    assert.equal(scored(await acted()), 8);
    assert.equal(server.asked.length, 16);
  });

  test(`${provider}: what a canceled judge's batch had answered is kept`, async (t) => {
    const fates = new Map<string, number>();
    const { server, acted } = await begin(t, provider, ({ customId }) => {
      const place = fates.get(customId) ?? fates.size;
      fates.set(customId, place);
      return place < 5 || server.batches.length > 1 ? verdict : { fate: "canceled" };
    });
    server.looks = 4;
    let looked = 0;
    server.onCall = (call) => {
      // Its owner has it canceled, and by then it has answered five.
      const batch = server.batches[0];
      if (!/^GET .*\/ID$/.test(call) || batch === undefined || ++looked !== 2) return;
      batch.requests.forEach(batch.fateOf);
      batch.canceled = true;
    };
    assert.equal(scored(await acted()), 5);
    server.looks = 1;
    assert.equal(scored(await acted()), 8);
    assert.equal(server.asked.length, 11);
  });
}
