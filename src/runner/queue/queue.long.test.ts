import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { readJournal } from "../journal/read-journal.ts";
import { openRun } from "../open-run.ts";
import { plan } from "../plan.ts";
import { results } from "../results.ts";
import { run } from "../run.ts";
import { sampleModel, sampleReply, sampleScenario } from "../sample.ts";
import { sampleOptions } from "../sample-options.ts";
import { openPlace, openQueue } from "./open-queue.ts";
import { ownPostgres, withPostgres, type OwnPostgres } from "./own-postgres.ts";
import { work } from "./work.ts";
import type { WorkOptions } from "./work-options.ts";

const options = sampleOptions();
const quiet = { onProgress: () => {}, mode: "off", retry: { baseMs: 1, maxMs: 2 } } as const;
let server: OwnPostgres;
let count = 0;

before(async () => {
  if (!withPostgres.skip) server = await ownPostgres();
});
after(() => server?.close());

/** Everything of a run's journal but what no two runs share, in order of trial and turn. */
function linesOf(dir: string): string[] {
  const lines = readFileSync(join(dir, "trials.jsonl"), "utf8").trim().split("\n");
  return lines
    .map(
      (line) => JSON.parse(line) as { trial: string; turn: string; attempts?: unknown; reply: { latencyMs: unknown } },
    )
    .map((line) => JSON.stringify({ ...line, attempts: [], reply: { ...line.reply, latencyMs: null } }))
    .toSorted();
}

const answering = () =>
  sampleModel(({ messages }) => sampleReply(messages.length < 3 ? `I ACT. ${messages.at(-1)!.content}` : "Because."));

/** A worker in this process, on a connection of its own. */
async function worker(address: string, rest: WorkOptions = {}) {
  const place = await openPlace(address, "");
  const queue = await openQueue(place);
  try {
    return await work(queue, { dir: options().dir, open: [answering()], ...quiet, ...rest });
  } finally {
    await queue.close();
    await place.database.close();
  }
}

async function begin(epochs = 3) {
  const address = server.database(`study_${++count}`);
  const planned = plan({ scenarios: [sampleScenario(2)], models: ["openai-compatible/sample"], epochs });
  const { dir } = options();
  const queued = (wait: boolean, rest = {}) =>
    run(planned, { dir, models: [answering()], ...quiet, queue: { address, wait }, ...rest });
  return { address, planned, dir, queued };
}

test("two workers ask a plan, and the folder is the same as one made here", withPostgres, async () => {
  const { address, planned, dir, queued } = await begin();
  const put = await queued(false);
  assert.equal(put.summary.done, 0);
  const watching = queued(true);
  const [one, two] = await Promise.all([worker(address, { concurrency: 3 }), worker(address, { concurrency: 3 })]);
  const { summary } = await watching;
  assert.deepEqual([summary.done, summary.failed, summary.stopped], [planned.trials.length, 0, null]);
  assert.equal(one.done + two.done, planned.trials.length);
  assert.ok(one.done > 0 && two.done > 0, "both had their share");
  const { dir: here } = await run(planned, { ...options({ mode: "off" }), models: [answering()] });
  assert.deepEqual(linesOf(dir), linesOf(here));
  for await (const { status } of results(await openRun(dir))) assert.equal(status, "done");
});

/** Which wordings were asked for, in order, each once in a row. */
const wordingsOf = ({ asked }: ReturnType<typeof answering>) =>
  asked
    .filter(({ messages }) => messages.length < 3)
    .map(({ messages }) => messages.at(-1)!.content.split(":", 1)[0]!)
    .filter((wording, index, all) => wording !== all[index - 1]);

test("what is named first is asked first, and the order of what waits may be changed", withPostgres, async () => {
  const { address, planned, queued } = await begin(1);
  const first = (...names: string[]) => queued(false, { queue: { address, wait: false, first: names } });
  await first("sample/p2", "sample/published");
  const ending = new AbortController();
  const model = answering();
  const some = { ...model, generate: model.generate };
  some.generate = async (request, context) => {
    if (model.asked.length === 2) ending.abort();
    return model.generate(request, context);
  };
  await worker(address, { concurrency: 1, open: [some], signal: ending.signal });
  assert.deepEqual(wordingsOf(model), ["p2"]);
  await queued(false);
  await first("sample/published");
  await worker(address, { concurrency: 1, open: [model] });
  assert.equal(new Set(model.asked.map(({ messages }) => JSON.stringify(messages))).size, 2 * planned.trials.length);
  assert.deepEqual(wordingsOf(model).slice(0, 2), ["p2", "published"]);
  await assert.rejects(first("sample/p3"), /first "sample\/p3": expected a scenario of the plan, or SCENARIO\/WORDING/);
});

test("a run that came from a queue is added to, with a queue and without", withPostgres, async () => {
  const { address, planned, dir, queued } = await begin(1);
  await queued(false);
  await worker(address);
  await queued(true);
  const before = await Array.fromAsync(readJournal(dir));
  const wider = (epochs: number) => plan({ scenarios: [sampleScenario(3)], models: planned.models, epochs });
  const model = answering();
  const grown = { dir, models: [model], ...quiet };
  await assert.rejects(run(wider(2), { ...grown, queue: address }), /holds another plan.*\?schema=NAME/);
  assert.equal((await openRun(dir)).plan.id, planned.id, "the folder stays as it was");
  const more = `${address}?schema=more`;
  await run(wider(2), { ...grown, queue: { address: more, wait: false } });
  await worker(more, { open: [model] });
  const { summary } = await run(wider(2), { ...grown, queue: more });
  assert.equal(summary.done, wider(2).trials.length);
  assert.equal(model.asked.length, 2 * (wider(2).trials.length - planned.trials.length), "only what is new is asked");
  const here = await run(wider(3), grown);
  assert.equal(here.summary.done, wider(3).trials.length);
  assert.equal(model.asked.length, 2 * (wider(3).trials.length - planned.trials.length));
  const lines = await Array.fromAsync(readJournal(dir));
  assert.deepEqual(lines.slice(0, before.length), before, "what was there stands as it was");
});

test("the embedded queue asks in this process, and a run begun without a queue goes on in one", async () => {
  const planned = plan({ scenarios: [sampleScenario(2)], models: ["openai-compatible/sample"], epochs: 2 });
  const { dir } = options();
  const model = answering();
  const first = await run(planned, { dir, models: [model], ...quiet, until: () => model.asked.length > 9 });
  assert.ok(first.summary.done > 0 && first.summary.done < planned.trials.length);
  const { summary } = await run(planned, { dir, models: [model], ...quiet, queue: "embedded" });
  assert.deepEqual([summary.done, summary.stopped], [planned.trials.length, null]);
  assert.equal(model.asked.length, 2 * planned.trials.length, "nothing is asked twice");
  const again = await run(planned, { dir, models: [model], ...quiet, queue: "embedded" });
  assert.equal(again.summary.done, planned.trials.length);
  assert.equal(model.asked.length, 2 * planned.trials.length);
  const more = plan({ scenarios: [sampleScenario(2)], models: [model.id], epochs: 3 });
  await assert.rejects(
    run(more, { dir, models: [model], ...quiet, queue: "embedded" }),
    /holds another plan.*run this one without a queue/,
  );
  assert.equal((await openRun(dir)).plan.id, planned.id, "the folder still is what its queue is of");
});
