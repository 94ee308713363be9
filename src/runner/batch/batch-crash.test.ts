import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import test from "node:test";
import { listenBatches } from "../../models/batch/batch-server.ts";
import { plan } from "../plan.ts";
import { sampleOptions } from "../sample-options.ts";
import { sampleScenario } from "../sample.ts";
import { openRun } from "../open-run.ts";

const options = sampleOptions();
const program = `const { run } = await import(${JSON.stringify(join(import.meta.dirname, "../run.ts"))});
  const chunks = []; for await (const chunk of process.stdin) chunks.push(chunk);
  const { planned, rest } = JSON.parse(Buffer.concat(chunks));
  const done = await run(planned, { ...rest, onProgress: () => {} });
  if (done.summary.done < done.summary.planned) process.exitCode = 1;`;

/** At which call the process is killed: before the server has answered it. */
const steps = {
  openai: ["POST /v1/files", "POST /v1/batches", "GET /v1/batches/ID", "GET /v1/files/ID/content"],
  anthropic: ["POST /v1/messages/batches", "GET /v1/messages/batches/ID", "GET /v1/messages/batches/ID/results"],
} as const;

for (const provider of ["openai", "anthropic"] as const)
  test(`${provider}: killed at every step and run again, nothing is lost and nothing paid twice`, async (t) => {
    const server = await listenBatches(({ body }) => ({
      text: JSON.stringify(body).includes("You acted. Why?") ? "Because." : "I ACT.",
    }));
    t.after(() => server.close());
    const model = { openai: "openai/gpt-4o", anthropic: "anthropic/claude-opus-4-6" }[provider];
    const planned = plan({ scenarios: [sampleScenario(1)], models: [model], params: { maxTokens: 100 } });
    const rest = options({ mode: "off", batch: { gatherMs: 20, pollMs: 10 }, retry: { baseMs: 1, maxMs: 20 } });
    const env = {
      ...process.env,
      OPENAI_BASE_URL: server.openai,
      ANTHROPIC_BASE_URL: server.anthropic,
      OPENAI_API_KEY: "sk-test-0123456789",
      ANTHROPIC_API_KEY: "sk-test-0123456789",
    };
    const pass = async (killAt: string | null): Promise<number | null> => {
      const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
        stdio: ["pipe", "inherit", "inherit"],
        timeout: 120_000,
        env,
      });
      child.stdin.end(JSON.stringify({ planned, rest }));
      server.onCall = (call) => {
        if (call === killAt) child.kill("SIGKILL");
      };
      const [code] = (await once(child, "exit")) as [number | null];
      server.onCall = () => {};
      return code;
    };
    for (const step of steps[provider]) assert.equal(await pass(step), null, `killed at ${step}`);
    assert.equal(await pass(null), 0);
    const { summary } = await openRun(rest.dir);
    assert.deepEqual([summary.done, summary.failed], [8, 0]);
    assert.equal(server.asked.length, 16, "requests that were paid for");
  });
