import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, readFileSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { random } from "../lib/random.ts";
import { listen, type ProviderServer } from "../models/provider-server.ts";
import { readJournal } from "./journal/read-journal.ts";
import { openRun } from "./open-run.ts";
import { plan } from "./plan.ts";
import { results } from "./results.ts";
import { run } from "./run.ts";
import { sampleOptions } from "./sample-options.ts";
import { sampleScenario } from "./sample.ts";
import type { RunOptions } from "./run-options.ts";
import type { Plan } from "./trial.ts";

const options = sampleOptions();
const epochs = 5;

/**
 * A server that says at the first ask that it acts, at the second why, and 5 to 25 ms later; and a
 * plan that asks it.
 */
async function begin() {
  const next = random(7);
  const server = await listen(({ body }) => ({
    delayMs: 5 + 20 * next(),
    text: body.messages.length < 3 ? "I ACT." : "Because.",
  }));
  const model = `openai-compatible/sample?baseUrl=${encodeURIComponent(server.openai)}`;
  return { server, planned: plan({ scenarios: [sampleScenario(2)], models: [model], epochs }) };
}

/** What the journal of a run says was asked, as the bodies of the requests; how often by body. */
async function journalled(dir: string): Promise<Map<string, number>> {
  const asked = new Map<string, number>();
  const said = new Map<string, { role: string; content: string }[]>();
  for await (const line of readJournal(dir)) {
    if (line.kind === "failure") continue;
    const messages = [...(said.get(line.trial) ?? []), ...line.said];
    said.set(line.trial, [...messages, { role: "assistant", content: line.reply.text }]);
    const body = `${JSON.stringify(messages)}`;
    asked.set(body, (asked.get(body) ?? 0) + 1);
  }
  return asked;
}

/**
 * Runs a plan in a process of its own, killed once the server has been asked so often. True when it
 * ended before.
 */
async function runAndKill(
  server: ProviderServer,
  planned: Plan,
  rest: RunOptions,
  { after, lateMs }: { after: number; lateMs: number },
): Promise<boolean> {
  const program = `const { run } = await import(${JSON.stringify(join(import.meta.dirname, "run.ts"))});
    const chunks = []; for await (const chunk of process.stdin) chunks.push(chunk);
    const { planned, rest } = JSON.parse(Buffer.concat(chunks));
    await run(planned, { ...rest, onProgress: () => {} });`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["pipe", "inherit", "inherit"],
    timeout: 120_000,
  });
  child.stdin.end(JSON.stringify({ planned, rest }));
  const { answer } = server;
  const enough = server.requests.length + after;
  server.answer = (asked) => {
    if (asked.index === enough) setTimeout(() => child.kill("SIGKILL"), lateMs);
    return answer(asked);
  };
  const [code] = (await once(child, "exit")) as [number | null];
  server.answer = answer;
  return code === 0;
}

for (const mode of ["off", "auto"] as const)
  test(`killed again and again and resumed, cache ${mode}: nothing asked twice that was on disk, nothing lost`, async (t) => {
    const { server, planned } = await begin();
    t.after(() => server.close());
    const next = random(`kills ${mode}`);
    const { dir, cache } = options();
    const rest: RunOptions = { dir, cache, mode, concurrency: 4 };
    let kills = 0;
    let asked = 0;
    for (let round = 0; ; round++) {
      const before = await journalled(dir);
      const ended = await runAndKill(server, planned, rest, {
        after: Math.floor(10 + 40 * next()),
        lateMs: 20 * next(),
      });
      const now = server.requests.slice(asked);
      asked = server.requests.length;
      // Bodies differ by wording, tier and input but not by epoch: as many askings of each are
      // planned as epochs.
      const bodies = Map.groupBy(now, ({ body }) => JSON.stringify(body.messages));
      for (const [body, requests] of bodies)
        assert.ok(
          requests.length + (before.get(body) ?? 0) <= epochs,
          `round ${round}: asked ${requests.length} times with ${before.get(body)} on disk: ${body}`,
        );
      if (ended) break;
      kills++;
    }
    assert.ok(kills >= 2, `${kills} kills`);

    const done = await openRun(dir);
    assert.deepEqual([done.summary.done, done.summary.failed], [planned.trials.length, 0]);
    for await (const { status, replies } of results(done))
      assert.deepEqual([status, ...replies.map(({ turn }) => turn)], ["done", "action", "reason"]);
    let lines = 0;
    for await (const _ of readJournal(dir)) lines++;
    assert.equal(lines, 2 * planned.trials.length, "each call is on disk once");
    const repeated = server.requests.length - lines;
    assert.ok(repeated <= kills * 4, `${repeated} asked again after ${kills} kills with 4 at a time`);
  });

test("a torn last line costs one call, wherever it was torn", async (t) => {
  const { server, planned } = await begin();
  t.after(() => server.close());
  const here = options({ mode: "off" });
  await run(planned, here);
  const file = join(here.dir, "trials.jsonl");
  const whole = readFileSync(file, "utf8");
  const last = whole.trimEnd().split("\n").at(-1) as string;
  for (const left of [1, 40, Math.floor(last.length / 2), last.length - 1]) {
    truncateSync(file, statSync(file).size - 1 - Buffer.byteLength(last) + left);
    const before = server.requests.length;
    const torn = await openRun(here.dir);
    assert.equal(torn.summary.done, planned.trials.length - 1);
    const { summary } = await run(planned, here);
    assert.equal(summary.done, planned.trials.length);
    assert.equal(server.requests.length - before, 1, `torn after ${left} characters`);
    assert.equal(readFileSync(file, "utf8").split("\n").length, whole.split("\n").length);
  }
});

test("a last line of zeros, as a power cut may leave it, costs nothing else", async (t) => {
  const { server, planned } = await begin();
  t.after(() => server.close());
  const here = options({ mode: "off" });
  await run(planned, here);
  appendFileSync(join(here.dir, "trials.jsonl"), Buffer.alloc(5000));
  const before = server.requests.length;
  assert.equal((await run(planned, here)).summary.done, planned.trials.length);
  assert.equal(server.requests.length, before);
});
