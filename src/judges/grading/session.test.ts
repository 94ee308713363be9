import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { openModel } from "../../models/open.ts";
import { price } from "../../models/price.ts";
import { listen } from "../../models/provider-server.ts";
import { plan } from "../../runner/plan.ts";
import { run } from "../../runner/run.ts";
import { sampleScenario } from "../../runner/sample.ts";
import { session } from "../../runner/session.ts";
import { grade } from "./grade.ts";

const root = mkdtempSync(join(tmpdir(), "parallax-session-"));
const usage = { input: 40, output: 40 };
const each = price("openai/gpt-4o", { ...usage, cachedInput: 0, reasoning: 0 }) as number;
const verdict = JSON.stringify({ quote: "", reason: "As said.", decidable: true, value: 1 });
const server = await listen(({ index, body }) => ({
  text: body.text?.format?.type === "json_schema" ? verdict : `I HOLD, ${index}.`,
  usage,
}));
const model = await openModel("openai/gpt-4o", { baseUrl: server.openai, env: { OPENAI_API_KEY: "sk-test" } });
after(async () => {
  await server.close();
  rmSync(root, { recursive: true });
});

const sample = sampleScenario(2);
const scenario = {
  ...sample,
  outcomes: sample.outcomes.map((outcome) => ({
    ...outcome,
    measure: { by: "rubric" as const, replies: ["action"], rubric: "1 if the writer holds." },
  })),
};

test("a session's mode, budget and facts hold for grading as for running", async (t) => {
  const record = Symbol.for("Jupyter.record");
  const facts: Record<string, unknown> = {};
  const offered = globalThis as Record<symbol, unknown>;
  offered[record] = (name: string, value: unknown) => (facts[name] = value);
  t.after(() => delete offered[record]);
  const quiet = { cache: join(root, "cache.sqlite"), concurrency: 1, onProgress: () => {} };
  const params = { maxTokens: 400 };
  const planned = plan({ scenarios: [{ ...scenario, outcomes: [scenario.outcomes[0]!] }], models: [model.id], params });
  const trials = planned.trials.length;
  const room = Math.ceil((price(model.id, { input: 800, output: 400, cachedInput: 0, reasoning: 0 }) as number) / each);

  session.budget({ usd: (trials + 5 + room) * each });
  const done = await run(planned, { ...quiet, dir: join(root, "run"), models: [model] });
  assert.equal(done.summary.stopped, null);
  const stopped = await grade(done, { ...quiet, judge: model, params });
  const reason = stopped.grades.find((one) => one.status === "unscored")?.reason;
  assert.match(reason ?? "", /^not judged: session\.budget of .* has no room for another call/);
  const judged = stopped.grades.filter(({ status }) => status === "scored").length;
  assert.ok(judged >= 5 && judged < trials, `${judged} of ${trials}`);
  assert.equal(session.spent().replies, trials + judged);
  assert.ok(session.spent().usd! <= (trials + 5 + room) * each);

  session.budget(null);
  const all = await grade(done, { ...quiet, judge: model, params });
  assert.ok(all.grades.every(({ status }) => status === "scored"));
  assert.deepEqual([session.spent().replies, server.requests.length], [2 * trials, 2 * trials]);
  const usd = Number((2 * trials * each).toFixed(6));
  const spend = { usd, inputTokens: 80 * trials, outputTokens: 80 * trials, replies: 2 * trials };
  assert.deepEqual(facts, { runs: [planned.id], mode: "auto", spend });

  session.mode("replay");
  const fresh = await run(planned, { ...quiet, dir: join(root, "again"), models: [model] });
  const again = await grade(fresh, { ...quiet, judge: model, params });
  assert.ok(again.grades.every(({ status }) => status === "scored"));
  await assert.rejects(grade(fresh, { ...quiet, judge: model, params: { maxTokens: 9 } }), /replay has no judgement/);
  assert.equal(server.requests.length, 2 * trials);
});
