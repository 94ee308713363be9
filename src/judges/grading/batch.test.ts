import assert from "node:assert/strict";
import test from "node:test";
import { listenBatches } from "../../models/batch/batch-server.ts";
import { openModel } from "../../models/open.ts";
import { batchTable } from "../../runner/batch/batch-table.ts";
import { plan } from "../../runner/plan.ts";
import { run } from "../../runner/run.ts";
import { sampleOptions } from "../../runner/sample-options.ts";
import { sampleModel, sampleReply, sampleScenario } from "../../runner/sample.ts";
import type { Outcome } from "../../scenarios/scenario.ts";
import { grade } from "./grade.ts";

const options = sampleOptions();

test("a judge is asked by batches, once for each question, at half the price", async (t) => {
  const server = await listenBatches(() => ({
    text: '{"quote": "I ACT.", "reason": "It acts.", "decidable": true, "value": 1}',
  }));
  t.after(() => server.close());
  const env = { OPENAI_API_KEY: "sk-test-0123456789" };
  const judge = await openModel("openai/gpt-4o", { baseUrl: server.openai, env });
  const sample = sampleScenario(1);
  const measure: Outcome["measure"] = { by: "rubric", replies: ["action"], rubric: "1 if it acts, else 0." };
  const outcome: Outcome = { id: "acted", title: "Acted", one: "acted", headline: false, measure };
  const scenario = { ...sample, outcomes: [...sample.outcomes, outcome] };
  const subject = sampleModel((_, { trial }) => sampleReply(trial?.turn === "reason" ? "Because." : "I ACT."));
  const planned = plan({ scenarios: [scenario], models: [subject.id] });
  const here = options();
  const done = await run(planned, { ...here, models: [subject] });
  const { cache } = here;
  const batch = { gatherMs: 20, pollMs: 10 };
  const graded = await grade(done, { judge, cache, onProgress: () => {}, batch });
  const acted = graded.grades.filter((each) => each.outcome === "acted");
  assert.equal(acted.length, 8);
  assert.ok(acted.every((each) => each.status === "scored" && each.value === 1));
  assert.equal(server.batches.length, 1);
  const [row] = await batchTable(done.dir);
  assert.deepEqual(
    [row?.of, row?.asked, row?.answered, row?.ended],
    ["judge", server.asked.length, server.asked.length, true],
  );
  const before = server.asked.length;
  await grade(done, { judge, cache, onProgress: () => {}, batch });
  assert.equal(server.asked.length, before, "nothing is asked again");
});
