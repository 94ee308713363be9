import assert from "node:assert/strict";
import { appendFileSync } from "node:fs";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import test from "node:test";
import { price } from "../models/price.ts";
import { listen } from "../models/provider-server.ts";
import { openModel } from "../models/open.ts";
import { plan } from "./plan.ts";
import { openPledges } from "./pledges.ts";
import { run } from "./run.ts";
import { sampleOptions } from "./sample-options.ts";
import { sampleScenario } from "./sample.ts";

const options = sampleOptions();

test("what was begun and never told of counts as set aside; what the journal holds is left to it", async () => {
  const { dir: file } = options();
  const first = await openPledges(file, new Set());
  (await first.begin("kept", 1))(0.5);
  (await first.begin("failed", 1))(0);
  (await first.begin("lost with its reply", 1))(0.25);
  await first.begin("under way", 4);
  await first.close();
  appendFileSync(file, '{"id":9,"ke');
  const second = await openPledges(file, new Set(["kept"]));
  assert.equal(second.unkept, 4.25);
  await second.begin("kept", 8);
  await second.close();
  const third = await openPledges(file, new Set(["kept"]));
  assert.equal(third.unkept, 4.75, "one call of a key is the journal's, and the earlier one was paid for, too");
  await third.close();
});

test("a run that is killed again and again never passes its budget", async (t) => {
  const usage = { input: 40, output: 40 };
  const server = await listen(() => ({ text: "I HOLD.", usage, delayMs: 10 }));
  t.after(() => server.close());
  const env = { OPENAI_API_KEY: "sk-test-0123456789", OPENAI_BASE_URL: server.openai };
  const paid = plan({
    scenarios: [sampleScenario(2)],
    models: ["openai/gpt-4o"],
    epochs: 20,
    params: { maxTokens: 50 },
  });
  const each = price("openai/gpt-4o", { ...usage, cachedInput: 0, reasoning: 0 })!;
  const { dir } = options();
  const rest = { dir, mode: "off" as const, concurrency: 8, budgetUsd: 60 * each };
  const program = `const { run } = await import(${JSON.stringify(join(import.meta.dirname, "run.ts"))});
    const chunks = []; for await (const chunk of process.stdin) chunks.push(chunk);
    const { paid, rest } = JSON.parse(Buffer.concat(chunks));
    await run(paid, { ...rest, onProgress: () => {} });`;
  for (let kill = 0; kill < 3; kill++) {
    const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
      stdio: ["pipe", "inherit", "inherit"],
      env: { ...process.env, ...env },
    });
    child.stdin.end(JSON.stringify({ paid, rest }));
    const at = server.requests.length + 12;
    const { answer } = server;
    server.answer = (asked) => {
      if (asked.index === at) child.kill("SIGKILL");
      return answer(asked);
    };
    await once(child, "exit");
    server.answer = answer;
  }
  const killed = server.requests.length;
  assert.ok(killed >= 30, `${killed} asked before the last kill`);
  const { summary } = await run(paid, {
    ...rest,
    models: [await openModel("openai/gpt-4o", { env })],
    onProgress: () => {},
  });
  assert.match(summary.stopped ?? "", /^the budget of .* has no room/);
  assert.ok(server.requests.length > killed, "it goes on with what is left");
  assert.ok(server.requests.length * each <= rest.budgetUsd, `${server.requests.length} calls paid for, of 60`);
});
