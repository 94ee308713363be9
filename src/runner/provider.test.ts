import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import test, { type TestContext } from "node:test";
import { random } from "../lib/random.ts";
import { listen, type Answer, type ProviderServer } from "../models/provider-server.ts";
import { exportCassette } from "./cassette.ts";
import { plan } from "./plan.ts";
import type { Progress } from "./progress.ts";
import { results } from "./results.ts";
import { run } from "./run.ts";
import { sampleOptions } from "./sample-options.ts";
import { sampleScenario } from "./sample.ts";

const options = sampleOptions();

function setting(t: TestContext, env: Record<string, string>): void {
  for (const [name, value] of Object.entries(env)) {
    const before = process.env[name];
    process.env[name] = value;
    t.after(() => (before === undefined ? delete process.env[name] : (process.env[name] = before)));
  }
}

const models = (server: ProviderServer): Record<string, string> => ({
  OPENAI_BASE_URL: server.openai,
  OPENAI_COMPATIBLE_BASE_URL: server.openai,
  ANTHROPIC_BASE_URL: server.anthropic,
});

test("through every provider's own library: passing faults are ridden out, each call is on disk once", async (t) => {
  const next = random(5);
  const faults: Answer[] = [
    { status: 429, headers: { "retry-after-ms": "5" } },
    { status: 500 },
    { status: 503 },
    { status: 408 },
    { fault: "drop" },
    { fault: "malformed" },
    { fault: "truncated" },
  ];
  const server = await listen(({ body }) => {
    if (next() < 0.3) return faults[Math.floor(next() * faults.length)] as Answer;
    return { text: JSON.stringify(body).includes("You acted. Why?") ? "Because." : "I ACT." };
  });
  t.after(() => server.close());
  setting(t, {
    ...models(server),
    OPENAI_API_KEY: "sk-a",
    ANTHROPIC_API_KEY: "sk-b",
    OPENAI_COMPATIBLE_API_KEY: "sk-c",
  });
  const planned = plan({
    scenarios: [sampleScenario(1)],
    models: ["openai/gpt-4o", "anthropic/claude-opus-4-6", "openai-compatible/mine"],
    epochs: 2,
    params: { maxTokens: 100 },
  });
  const done = await run(
    planned,
    options({ mode: "off", concurrency: 8, retry: { baseMs: 1, maxMs: 2, attempts: 20 } }),
  );
  assert.deepEqual([done.summary.done, done.summary.failed, done.summary.stopped], [48, 0, null]);
  let attempts = 0;
  for await (const { replies, trial } of results(done)) {
    assert.deepEqual(
      replies.map(({ turn }) => turn),
      ["action", "reason"],
      trial.model,
    );
    for (const line of replies) {
      attempts += line.attempts.length;
      assert.equal(line.attempts.at(-1)?.error, null);
    }
  }
  assert.equal(attempts, server.requests.length, "every request the server saw is an attempt on disk");
  assert.ok(attempts > 2 * 48 * 1.2, `${attempts} attempts`);
});

test("a key planted in the environment is in no file, no progress and no error, though the server repeats it", async (t) => {
  const key = "planted/0123456789abcdefghijklmnopqrstuvwxyz";
  let asked = 0;
  const server = await listen(({ headers }) => {
    const echoed = `you sent ${headers.authorization ?? headers["x-api-key"]}`;
    const kind = asked++ % 5;
    if (kind === 0) return { status: 400, message: echoed };
    if (kind === 1) return { status: 401, message: echoed };
    if (kind === 2) return { status: 500, message: echoed };
    if (kind === 3) return { status: 400, type: "content_filter", message: echoed };
    return { text: `I HOLD. ${echoed}`, reasoning: echoed };
  });
  t.after(() => server.close());
  setting(t, { ...models(server), OPENAI_API_KEY: key, ANTHROPIC_API_KEY: key, OPENAI_COMPATIBLE_API_KEY: key });
  const seen: Progress[] = [];
  const planned = plan({
    scenarios: [sampleScenario(1)],
    models: ["openai/gpt-4o", "anthropic/claude-opus-4-6", "openai-compatible/mine"],
    epochs: 3,
    params: { maxTokens: 100 },
  });
  const here = options({ onProgress: (progress) => seen.push(progress) });
  const done = await run(planned, here);
  await exportCassette(done, join(here.dir, "cassette.jsonl"));
  assert.ok(done.summary.done > 0 && done.summary.failed > 0);
  assert.ok(
    server.requests.some(({ headers }) => JSON.stringify(headers).includes(key)),
    "the key did reach the server",
  );
  const root = dirname(here.dir);
  const journal = readFileSync(join(here.dir, "trials.jsonl"), "utf8");
  for (const where of [
    /"text":"I HOLD. you sent [^"]*\[key\]/,
    /"reasoning":"you sent [^"]*\[key\]/,
    /"stopDetail":"content_filter: [^"]*\[key\]/,
  ])
    assert.match(journal, where);
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const names = files.map((entry) => entry.name);
  for (const name of ["manifest.json", "trials.jsonl", "cassette.jsonl"]) assert.ok(names.includes(name), name);
  for (const entry of files)
    assert.equal(readFileSync(join(entry.parentPath, entry.name)).includes(key), false, `${entry.name} holds the key`);
  assert.equal(JSON.stringify([seen, done]).includes(key), false);
});
