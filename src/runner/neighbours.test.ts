import assert from "node:assert/strict";
import { renameSync, rmSync, truncateSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { listen, type ProviderServer } from "../models/provider-server.ts";
import { openCache } from "./cache.ts";
import { readJournal } from "./journal/read-journal.ts";
import { openRun } from "./open-run.ts";
import { plan } from "./plan.ts";
import { results } from "./results.ts";
import { run } from "./run.ts";
import { sampleOptions } from "./sample-options.ts";
import { sampleReply, sampleScenario } from "./sample.ts";
import type { Run } from "./trial.ts";

const options = sampleOptions();
const modelOf = (server: ProviderServer) => `openai-compatible/sample?baseUrl=${encodeURIComponent(server.openai)}`;
/** No two replies are alike, so that one that was taken from elsewhere shows. */
const begin = async (delayMs = 5) => {
  const server = await listen(({ index }) => ({ delayMs, text: `I HOLD. ${index}` }));
  return { server, planned: plan({ scenarios: [sampleScenario(2)], models: [modelOf(server)], epochs: 3 }) };
};
const texts = async (done: Run) =>
  (await Array.fromAsync(results(done))).map(({ replies }) => replies.map(({ reply }) => reply.text));

test("two runs that share a cache pay once, have the same replies, and replay each other", async (t) => {
  const { server, planned } = await begin();
  t.after(() => server.close());
  const { cache, dir } = options();
  const both = ["one", "other"].map((name) => options({ cache, dir: `${dir}-${name}` }));
  const [one, other] = await Promise.all(both.map((options) => run(planned, options)));
  assert.deepEqual([one!.summary.done, other!.summary.done], [36, 36]);
  assert.equal(server.requests.length, 36);
  assert.deepEqual(await texts(one!), await texts(other!));
  for (const settings of both) {
    const replayed = await run(planned, { ...settings, mode: "replay" });
    assert.equal(replayed.summary.done, 36);
    const elsewhere = await run(planned, options({ cache, mode: "replay" }));
    assert.deepEqual(await texts(elsewhere), await texts(one!));
  }
});

test("a claim keeps others from asking until it is released, or its time is over; a reply ends it for good", () => {
  const { cache: file } = options();
  const [one, other] = [openCache(file), openCache(file)];
  const key = "cd".repeat(32);
  assert.equal(one.claim(key, "one", 60_000), true);
  assert.equal(other.claim(key, "other", 60_000), false);
  assert.equal(one.claim(key, "one", -1), true);
  assert.equal(other.claim(key, "other", 60_000), true);
  assert.equal(one.claim(key, "one", 60_000), false);
  other.release(key, "one");
  assert.equal(one.claim(key, "one", 60_000), false);
  const first = sampleReply("first");
  assert.equal(other.keep(key, first), first);
  other.release(key, "other");
  assert.equal(one.claim(key, "one", 60_000), false);
  assert.equal(one.keep(key, sampleReply("second")).text, "first");
  one.close();
  other.close();
});

test("a run that goes on puts what its journal holds into the cache, so that it can be replayed elsewhere", async (t) => {
  const { server, planned } = await begin();
  t.after(() => server.close());
  const here = options();
  const done = await run(planned, here);
  rmSync(here.cache);
  await assert.rejects(run(planned, options({ cache: here.cache, mode: "replay" })), /replay has no reply/);
  await run(planned, here);
  const elsewhere = await run(planned, options({ cache: here.cache, mode: "replay" }));
  assert.deepEqual(await texts(elsewhere), await texts(done));
  assert.equal(server.requests.length, 36);
});

const happens = {
  "the folder is moved": (dir: string) => renameSync(dir, `${dir}-moved`),
  "the journal is moved": (dir: string) => renameSync(join(dir, "trials.jsonl"), join(dir, "old.jsonl")),
  "the journal is cut": (dir: string) => truncateSync(join(dir, "trials.jsonl"), 100),
};
for (const [what, happen] of Object.entries(happens))
  test(`${what} during a run: it stops with an error, and what was paid for is taken from the cache`, async (t) => {
    const { server, planned } = await begin();
    t.after(() => server.close());
    const here = options({ concurrency: 4 });
    const { answer } = server;
    server.answer = (asked) => {
      if (asked.index === 12) happen(here.dir);
      return answer(asked);
    };
    await assert.rejects(run(planned, here), /trials\.jsonl was (moved|cut) .*; run the same again to go on$/);
    assert.ok(server.requests.length < 24, `${server.requests.length} asked`);
    server.answer = answer;
    assert.equal((await run(planned, here)).summary.done, 36);
    assert.equal((await openRun(here.dir)).summary.done, 36);
    assert.equal(server.requests.length, 36);
  });

for (const what of ["the folder", "the journal"] as const)
  for (const mode of ["off", "auto"] as const)
    test(`${what} is deleted during a run, cache ${mode}: it stops with an error, and nothing that was paid for is lost`, async (t) => {
      const { server, planned } = await begin();
      t.after(() => server.close());
      const here = options({ mode, concurrency: 4 });
      const { answer } = server;
      server.answer = (asked) => {
        if (asked.index === 12) {
          if (what === "the folder") rmSync(here.dir, { recursive: true });
          else rmSync(join(here.dir, "trials.jsonl"));
        }
        return answer(asked);
      };
      await assert.rejects(run(planned, here), (error: Error) => {
        assert.match(
          error.message,
          /trials\.jsonl was deleted .*: what it held is in .*; run the same again to go on$/,
        );
        return true;
      });
      const asked = server.requests.length;
      assert.ok(asked < 24, `${asked} asked`);
      let lines = 0;
      for await (const _ of readJournal(here.dir)) lines++;
      assert.equal(lines, asked);
      assert.equal((await openRun(here.dir)).summary.done, asked);
      server.answer = answer;
      assert.equal((await run(planned, here)).summary.done, 36);
      assert.equal(server.requests.length, 36);
    });
