import assert from "node:assert/strict";
import test from "node:test";
import { openRun } from "../open-run.ts";
import { sampleOptions } from "../sample-options.ts";
import { killable } from "./killable.ts";

const options = sampleOptions();

/** At which call the process is killed: before the server has answered it. */
const steps = {
  openai: ["POST /v1/files", "POST /v1/batches", "GET /v1/batches/ID", "GET /v1/files/ID/content"],
  anthropic: ["POST /v1/messages/batches", "GET /v1/messages/batches/ID", "GET /v1/messages/batches/ID/results"],
} as const;

for (const provider of ["openai", "anthropic"] as const)
  test(`${provider}: killed at every step and run again, nothing is lost and nothing paid twice`, async (t) => {
    const { onProgress: _, ...rest } = options({ mode: "off", retry: { baseMs: 1, maxMs: 20 } });
    const { server, pass } = await killable(provider, rest);
    t.after(() => server.close());
    for (const step of steps[provider])
      assert.equal(await pass({ at: (call) => call === step }), null, `killed at ${step}`);
    assert.equal(await pass(), 0);
    const { summary } = await openRun(rest.dir);
    assert.deepEqual([summary.done, summary.failed], [8, 0]);
    assert.equal(server.asked.length, 16, "requests that were paid for");
  });
