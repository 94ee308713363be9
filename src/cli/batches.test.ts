import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { listenBatches } from "../models/batch/batch-server.ts";
import { openModel } from "../models/open.ts";
import { plan } from "../runner/plan.ts";
import { run } from "../runner/run.ts";
import { sampleScenario } from "../runner/sample.ts";
import { here } from "./fixture.ts";

const root = mkdtempSync(join(tmpdir(), "parallax-cli-batches-"));
after(() => rmSync(root, { recursive: true }));

test("a run that does not wait leaves a batch, which is listed, canceled or given up by a command", async (t) => {
  const server = await listenBatches();
  t.after(() => server.close());
  server.looks = 9;
  const names = { OPENAI_API_KEY: "sk-test-0123456789", OPENAI_BASE_URL: server.openai };
  for (const [name, value] of Object.entries(names)) {
    const before = process.env[name];
    process.env[name] = value;
    t.after(() => (before === undefined ? delete process.env[name] : (process.env[name] = before)));
  }
  const dir = join(root, "run");
  const planned = plan({ scenarios: [sampleScenario(1)], models: ["openai/gpt-4o"], params: { maxTokens: 9 } });
  const batch = { wait: false, gatherMs: 20 };
  const settings = { dir, cache: join(root, "cache.sqlite"), onProgress: () => {}, batch };
  const begun = await run(planned, { ...settings, models: [await openModel("openai/gpt-4o")] });
  assert.equal(begun.summary.stopped, "a batch is under way");

  const listed = await here(t, "batches", dir);
  assert.equal(listed.code, 1, "not all have ended");
  assert.match(listed.out, /batch_\S+ +openai\/gpt-4o +\d{4}-\d\d-\d\d \d\d:\d\d +in_progress +8 +0 +0/);
  const offline = await here(t, "batches", dir, "--offline", "--json");
  const [row] = (JSON.parse(offline.out) as { batches: { tag: string; asked: number; kept: number }[] }).batches;
  assert.deepEqual([row?.asked, row?.kept], [8, 0]);

  const wrong = await here(t, "batches", dir, "--forget", "nobody");
  assert.match(wrong.errors, /has no batch "nobody"/);
  const canceled = await here(t, "batches", dir, "--cancel");
  assert.match(canceled.out, /cancelled/);
  const forgotten = await here(t, "batches", dir, "--offline", "--forget", row!.tag);
  assert.match(forgotten.out, /void/);

  server.looks = 0;
  const done = await run(planned, { ...settings, batch: { gatherMs: 20, pollMs: 10 } });
  assert.equal(done.summary.done, 8);
  assert.equal(server.batches.length, 2, "what was given up is asked again");
});
