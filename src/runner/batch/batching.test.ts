import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import test, { type TestContext } from "node:test";
import { listenBatches, type BatchFault, type BatchServer } from "../../models/batch/batch-server.ts";
import type { Fate } from "../../models/batch/batch-shapes.ts";
import { openModel } from "../../models/open.ts";
import { readJournal } from "../journal/read-journal.ts";
import { plan } from "../plan.ts";
import { results } from "../results.ts";
import { run } from "../run.ts";
import { sampleOptions } from "../sample-options.ts";
import { sampleScenario } from "../sample.ts";
import { readBatches } from "./batch-log.ts";

const options = sampleOptions();
const quick = { gatherMs: 20, pollMs: 10 };
const models = { openai: "openai/gpt-4o", anthropic: "anthropic/claude-opus-4-6" };
type Provider = keyof typeof models;
const providers = Object.keys(models) as Provider[];

async function begin(t: TestContext, provider: Provider, fate: (body: string, index: number) => Fate = answer) {
  const seen = new Map<string, number>();
  const server = await listenBatches(({ customId, body }) => {
    const index = seen.get(customId) ?? 0;
    seen.set(customId, index + 1);
    return fate(JSON.stringify(body), index);
  });
  t.after(() => server.close());
  const open = () =>
    openModel(models[provider], {
      baseUrl: server[provider],
      env: { OPENAI_API_KEY: "sk-test-0123456789", ANTHROPIC_API_KEY: "sk-test-0123456789" },
    });
  const planned = plan({
    scenarios: [sampleScenario(1)],
    models: [models[provider]],
    epochs: 2,
    params: { maxTokens: 100 },
  });
  const batched = async (rest: Parameters<typeof options>[0] = {}) =>
    options({ models: [await open()], batch: quick, ...rest });
  return { server, planned, batched };
}

const answer = (body: string): Fate => ({ text: body.includes("You acted. Why?") ? "Because." : "I ACT." });

/** Requests that were asked more than once though the first was answered. */
function paidTwice({ asked }: BatchServer): number {
  return asked.length - new Set(asked.map(({ customId }) => customId)).size;
}

for (const provider of providers) {
  test(`${provider}: a plan of two turns is asked in two batches, at half the price`, async (t) => {
    const { server, planned, batched } = await begin(t, provider);
    const done = await run(planned, await batched());
    assert.deepEqual([done.summary.done, done.summary.failed, done.summary.stopped], [16, 0, null]);
    assert.equal(server.batches.length, 2);
    assert.equal(server.asked.length, 32);
    for await (const { replies } of results(done)) {
      assert.deepEqual(
        replies.map(({ turn, reply }) => [turn, reply.text, reply.usage.tier, reply.latencyMs]),
        [
          ["action", "I ACT.", "batch", null],
          ["reason", "Because.", "batch", null],
        ],
      );
      const rates = provider === "openai" ? [2.5, 10] : [5, 25];
      for (const { usd } of replies) assert.equal(usd, (10 * rates[0]! + 5 * rates[1]!) / 2e6);
    }
    const again = await run(planned, await batched({ dir: done.dir }));
    assert.equal(again.summary.done, 16);
    assert.equal(server.asked.length, 32, "nothing is asked again");
  });

  const troubles: [string, (body: string, index: number) => Fate, asked: number, failed: number][] = [
    [
      "an expired request is asked again",
      (body, index) => (first(body, index) ? { fate: "expired" } : answer(body)),
      18,
      0,
    ],
    [
      "a missing line is asked again",
      (body, index) => (first(body, index) ? { fate: "missing" } : answer(body)),
      18,
      0,
    ],
    [
      "a garbled line is asked again",
      (body, index) => (first(body, index) ? { fate: "garbled" } : answer(body)),
      18,
      0,
    ],
    [
      "a server's error is asked again",
      (body, index) => (first(body, index) ? { fate: "errored" } : answer(body)),
      18,
      0,
    ],
    [
      "a refused request fails alone",
      (body) =>
        body.includes("published: ") && body.includes("First?") && body.includes("free")
          ? { fate: "invalid" }
          : { text: "I HOLD." },
      16,
      2,
    ],
  ];
  const first = (body: string, index: number) =>
    index === 0 && body.includes("published: ") && body.includes("First?") && /It is free/.test(body);
  for (const [name, fate, asked, failed] of troubles)
    test(`${provider}: ${name}`, async (t) => {
      const hold = (body: string, index: number): Fate => {
        const came = fate(body, index);
        return "fate" in came ? came : { text: "I HOLD." };
      };
      const { server, planned, batched } = await begin(t, provider, hold);
      const done = await run(planned, await batched());
      assert.deepEqual([done.summary.done, done.summary.failed], [16 - failed, failed]);
      assert.equal(server.asked.length, asked);
    });

  const faults: [BatchFault[], string][] = [
    [["create unanswered"], "a creation that is never answered is found, not repeated"],
    [["create 500"], "a creation that fails is tried again"],
    [["state 500", "state 500"], "a look that fails is tried again"],
    [["results cut"], "results that break off are streamed again"],
  ];
  for (const [planned, name] of faults)
    test(`${provider}: ${name}`, async (t) => {
      const setting = await begin(t, provider, () => ({ text: "I HOLD." }));
      setting.server.faults = [...planned];
      const done = await run(setting.planned, await setting.batched());
      assert.deepEqual([done.summary.done, done.summary.failed], [16, 0]);
      assert.equal(paidTwice(setting.server), 0);
      assert.deepEqual(setting.server.faults, [], "the fault happened");
    });

  test(`${provider}: a batch that is refused fails its trials in the provider's words, and is asked anew`, async (t) => {
    const { server, planned, batched } = await begin(t, provider);
    server.faults = ["create refused"];
    const once = await run(planned, await batched());
    assert.deepEqual([once.summary.done, once.summary.failed], [0, 16]);
    for await (const line of readJournal(once.dir)) assert.match((line as { error: string }).error, /no such thing/);
    const done = await run(planned, await batched({ dir: once.dir }));
    assert.equal(done.summary.done, 16);
  });

  test(`${provider}: ended while a batch is under way, the run goes on with it, on another machine, too`, async (t) => {
    const { server, planned, batched } = await begin(t, provider);
    server.looks = 3;
    const ending = new AbortController();
    server.onCall = (call) => {
      if (/^GET .*\/ID$/.test(call)) ending.abort();
    };
    const mode = "off" as const;
    const begun = await run(planned, await batched({ mode, signal: ending.signal }));
    assert.deepEqual([begun.summary.done, begun.summary.stopped], [0, "interrupted"]);
    server.onCall = () => {};
    const dir = `${begun.dir}-elsewhere`;
    cpSync(begun.dir, dir, { recursive: true });
    const done = await run(planned, await batched({ mode, dir }));
    assert.equal(done.summary.done, 16);
    assert.equal(server.asked.length, 32);
    assert.equal(paidTwice(server), 0);
  });

  test(`${provider}: without waiting, what is there is collected, what can be is handed over, and the run stops`, async (t) => {
    const { server, planned, batched } = await begin(t, provider);
    server.looks = 2;
    const batch = { ...quick, pollMs: 60_000, wait: false };
    const first = await run(planned, await batched({ batch }));
    assert.deepEqual([first.summary.done, first.summary.stopped], [0, "a batch is under way"]);
    const again = { dir: first.dir, batch };
    const second = await run(planned, await batched(again));
    assert.deepEqual([second.summary.done, second.summary.stopped], [0, "a batch is under way"], "the second turn");
    const third = await run(planned, await batched(again));
    assert.deepEqual([third.summary.done, third.summary.stopped], [16, null]);
    assert.equal(server.asked.length, 32);
    const kept = await readBatches(first.dir);
    assert.deepEqual(
      kept.map(({ requests, state }) => [requests.size, state?.ended]),
      [
        [16, true],
        [16, true],
      ],
    );
  });

  test(`${provider}: a budget bounds what is handed over, at half the price`, async (t) => {
    const { server, planned, batched } = await begin(t, provider, () => ({ text: "I HOLD." }));
    const done = await run(planned, await batched({ budgetUsd: provider === "openai" ? 0.004 : 0.01 }));
    assert.ok(
      server.asked.length < 16 || server.batches.length > 1,
      `${server.asked.length} in ${server.batches.length}`,
    );
    assert.ok(done.summary.usd! <= (provider === "openai" ? 0.004 : 0.01));
  });
}

test("a batch that is too much at once is handed over again by halves; one that is wrong as a whole fails its trials", async (t) => {
  const { server, planned, batched } = await begin(t, "openai", () => ({ text: "I HOLD." }));
  server.faults = ["too much at once"];
  const done = await run(planned, await batched());
  assert.deepEqual([done.summary.done, done.summary.failed, server.batches.length], [16, 0, 3]);
  server.faults = ["wrong as a whole"];
  const wrong = await run(planned, await batched({ mode: "off" }));
  assert.deepEqual([wrong.summary.done, wrong.summary.failed], [0, 16]);
  for await (const line of readJournal(wrong.dir))
    assert.match((line as { error: string }).error, /invalid_json_line: not taken/);
});

test("what an account may have waiting bounds a batch: it is halved, and the parts follow one another", async (t) => {
  const { server, planned, batched } = await begin(t, "openai", () => ({ text: "I HOLD." }));
  server.mostWaiting = 5;
  server.looks = 2;
  const done = await run(planned, await batched());
  assert.deepEqual([done.summary.done, done.summary.failed], [16, 0]);
  assert.equal(paidTwice(server), 0);
  const taken = server.batches.filter(({ problem }) => problem === null);
  assert.ok(taken.length >= 4 && taken.every(({ requests }) => requests.length <= 5));
});

for (const provider of providers)
  test(`${provider}: what is canceled while it is waited for is asked again by the next run only`, async (t) => {
    const { server, planned, batched } = await begin(t, provider, () => ({ text: "I HOLD." }));
    server.looks = 9;
    let looked = 0;
    server.onCall = (call) => {
      if (/^GET .*\/ID$/.test(call) && ++looked === 3) server.batches[0]!.canceled = true;
    };
    const { dir, summary } = await run(planned, await batched({ mode: "off" }));
    assert.match(summary.stopped!, /batch \S+ was canceled: the same again asks for what it left/);
    assert.deepEqual([summary.done, summary.failed, server.asked.length], [0, 0, 16]);
    server.looks = 1;
    const done = await run(planned, await batched({ mode: "off", dir }));
    assert.deepEqual([done.summary.done, server.asked.length], [16, 32]);
  });

test("a run that is added to while a batch is under way waits for that batch, and asks for what is new alone", async (t) => {
  const { server, planned, batched } = await begin(t, "openai", () => ({ text: "I HOLD." }));
  server.looks = 2;
  const batch = { ...quick, pollMs: 60_000, wait: false };
  const { dir, summary } = await run(planned, await batched({ batch, mode: "off" }));
  assert.deepEqual([summary.stopped, server.asked.length], ["a batch is under way", 16]);
  const more = plan({ scenarios: [sampleScenario(1)], models: planned.models, epochs: 3, params: planned.params });
  const grown = await run(more, await batched({ dir, mode: "off" }));
  assert.deepEqual([grown.summary.done, server.asked.length], [24, 24]);
});

test("models without batches are refused by name, before anything is asked", async () => {
  const planned = plan({ scenarios: [sampleScenario(1)], models: ["simulated/steady"] });
  await assert.rejects(run(planned, options({ batch: true })), /simulated\/steady takes no batches/);
});

test("an option of batches that there is not is refused", async () => {
  const planned = plan({ scenarios: [sampleScenario(1)], models: ["simulated/steady"] });
  await assert.rejects(run(planned, options({ batch: { every: 3 } as never })), /batch has no option "every"/);
});

test("two batches of one size whose creation was not answered are told apart by their results", async (t) => {
  const { server, planned, batched } = await begin(t, "anthropic", () => ({ text: "I HOLD." }));
  server.faults = ["create unanswered"];
  server.onCall = (call) => {
    // Another's batch of the same size stands before ours in the list.
    if (call === "GET /v1/messages/batches" && server.batches.length === 1)
      server.batches.push({
        ...server.batches[0]!,
        id: "msgbatch_another",
        requests: server.batches[0]!.requests.map((asked, i) => ({ ...asked, customId: `another-${i}` })),
      });
  };
  const done = await run(planned, await batched());
  assert.equal(done.summary.done, 16);
  assert.equal(server.asked.length, 16);
  assert.deepEqual(
    (await readBatches(done.dir)).map(({ foreign }) => [...foreign]),
    [["msgbatch_another"]],
  );
});
