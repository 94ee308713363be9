import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import test, { after, before } from "node:test";
import { ModelError, type Model, type Request } from "../../models/model.ts";
import { price } from "../../models/price.ts";
import { readJournal } from "../journal/read-journal.ts";
import { plan } from "../plan.ts";
import { run } from "../run.ts";
import { sampleModel, sampleReply, sampleScenario } from "../sample.ts";
import { sampleOptions } from "../sample-options.ts";
import type { Opened } from "../subjects.ts";
import type { FailureLine, ReplyLine } from "../trial.ts";
import { jobId, queueOf } from "./boss.ts";
import { openPlace, openQueue } from "./open-queue.ts";
import { ownPostgres, withPostgres, type OwnPostgres } from "./own-postgres.ts";
import { openSharedPurse } from "./purse.ts";
import { paced } from "./rates.ts";
import { inParts, lineHash, settling, type Settled } from "./settle.ts";
import { work } from "./work.ts";
import type { WorkOptions } from "./work-options.ts";

const options = sampleOptions();
const quiet = { onProgress: () => {}, mode: "off", retry: { baseMs: 1, maxMs: 2 } } as const;
const id = "openai/gpt-4o";
let server: OwnPostgres;
let count = 0;

before(async () => {
  if (!withPostgres.skip) server = await ownPostgres();
});
after(() => server?.close());

/** A queue with a plan, and what opens it again. */
async function begin(rest: Parameters<typeof run>[1] = {}, answer = () => sampleReply("I HOLD.")) {
  const address = server.database(`shared_${++count}`);
  const planned = plan({ scenarios: [sampleScenario(1)], models: [id], epochs: 4, params: { maxTokens: 100 } });
  const { dir } = options();
  const model = sampleModel(answer, { id });
  const watch = (wait: boolean) => run(planned, { dir, models: [model], ...quiet, ...rest, queue: { address, wait } });
  await watch(false);
  const open = async (t: { after(work: () => Promise<void>): void }) => {
    const place = await openPlace(address, "");
    const queue = await openQueue(place);
    t.after(async () => {
      await queue.close();
      await place.database.close();
    });
    return queue;
  };
  const working = (more: WorkOptions = {}): WorkOptions => ({ dir: options().dir, open: [model], ...quiet, ...more });
  return { address, planned, dir, model, watch, open, working };
}

const patience = { ms: 0, signal: new AbortController().signal, tell: () => {} };

test("two workers keep one budget, and the run says that it is spent", withPostgres, async (t) => {
  const usage = { input: 10, output: 100, cachedInput: null, reasoning: null };
  const each = price(id, usage)!;
  const { open, working, watch, model, planned } = await begin({ budgetUsd: 10.5 * each }, () =>
    sampleReply("I HOLD.", { usage }),
  );
  const [one, two] = [await open(t), await open(t)];
  const worked = await Promise.all([work(one, working()), work(two, working())]);
  assert.ok(model.asked.length <= 10 && model.asked.length >= 5, `${model.asked.length} asked`);
  for (const { stopped } of worked) assert.match(stopped!, /^the budget of \$\S+ has no room for another call/);
  const { summary } = await watch(true);
  assert.equal(summary.done, model.asked.length);
  assert.match(summary.stopped!, /^the budget of \$\S+ has no room/);
  assert.ok(summary.usd! <= 10.5 * each);
  assert.ok(summary.done < planned.trials.length);
});

test("whoever is halted waits for no room in a budget, and does not say that it is spent", withPostgres, async (t) => {
  const { open } = await begin({ budgetUsd: 1e-9 });
  const queue = await open(t);
  const request: Request = { messages: [], params: { maxTokens: 100 }, seed: null, schema: null, choices: null };
  const reserve = async (signal: AbortSignal) =>
    (await openSharedPurse(queue, "w", signal))!.budget.reserve(id, request);
  const short = async () => (await queue.database.query(`SELECT short FROM ${queue.schema}.about`))[0]!["short"];
  assert.equal(await reserve(AbortSignal.abort()), null);
  assert.equal(await short(), null);
  assert.equal(await reserve(new AbortController().signal), null);
  assert.match(String(await short()), /^the budget of/);
});

test("a limit is shared by all who ask with a key: no minute has more than it", withPostgres, async (t) => {
  const { open } = await begin();
  const { database, schema } = await open(t);
  // By the server's clock as each is taken, which a busy machine keeps back from nobody.
  const take = async (tokens: number, times: number) => {
    const rows = await database.query(
      `SELECT ms + extract(epoch FROM clock_timestamp())::float8 * 1000 AS at FROM
        (SELECT ${schema}.take('m', 'k', $1::float8) AS ms FROM generate_series(1, $2::integer) OFFSET 0) AS taken`,
      [tokens, times],
    );
    return rows.map(({ at }) => Number(at));
  };
  assert.deepEqual(await database.query(`SELECT ${schema}.take('m', 'k', 1) AS ms`), [{ ms: null }], "no limit known");
  for (const [requests, tokens, size, limit] of [
    [600, null, 5, 600],
    [null, 60_000, 100, 600],
    [600, 60_000, 200, 300],
  ] as const) {
    await database.query(
      `INSERT INTO ${schema}.rates VALUES ('m', 'k', $1, $2) ON CONFLICT (model, secret) DO UPDATE
        SET requests = $1, tokens = $2, request_at = clock_timestamp(), token_at = clock_timestamp()`,
      [requests, tokens],
    );
    const taken = await Promise.all([take(size, 500), take(size, 500), take(size, 500)]);
    const at = taken.flat().toSorted((a, b) => a - b);
    const busiest = Math.max(...at.map((from) => at.filter((each) => each >= from && each < from + 60_000).length));
    assert.ok(busiest <= 1.01 * limit && busiest >= 0.99 * limit, `${busiest} in the busiest minute of ${limit}`);
  }
});

test("what a server asks one to wait all wait, also where no limit is known", withPostgres, async (t) => {
  const { open } = await begin();
  const queue = await open(t);
  const busy = sampleModel(
    () => {
      throw new ModelError("status 429", { retryable: true, status: 429, retryAfterMs: 60_000 });
    },
    { id },
  );
  const subject = { ...busy, ask: () => busy, close: async () => {} } as unknown as Opened;
  const [one, two] = [paced(queue, subject).ask(), paced(queue, subject).ask()];
  const request: Request = { messages: [], params: {}, seed: null, schema: null, choices: null };
  const ask = (model: Model) => model.generate(request, { signal: AbortSignal.timeout(200) });
  await assert.rejects(ask(one), /status 429/);
  for (const model of [one, two]) await assert.rejects(ask(model), { name: "AbortError" });
  assert.equal(busy.asked.length, 1);
});

test("a conversation is never made of two attempts, and a reply is there once", withPostgres, async (t) => {
  const { open, planned } = await begin();
  const queue = await open(t);
  const trial = planned.trials[0]!;
  const line = (turn: string, text: string): ReplyLine => ({
    kind: "reply",
    trial: trial.id,
    turn,
    said: [],
    key: `${turn} ${text}`,
    reply: sampleReply(text),
    cached: false,
    usd: 0,
    attempts: [],
  });
  const lease = { id: jobId(trial, 0), retryCount: 0 };
  const settle = settling(queue, "w", patience);
  const put = (each: ReplyLine, after: ReplyLine | null, ends = false) =>
    settle({ line: each, model: id, after: after && lineHash(after), ends, lease });
  const [mine, theirs] = [line("action", "ACT one"), line("action", "ACT two")];
  assert.equal(await put(mine, null), "kept");
  assert.equal(await put(mine, null), "held", "the same again");
  assert.equal(await put(theirs, null), "refused");
  assert.equal(await put(line("reason", "of two"), theirs), "refused");
  assert.equal(await put(line("reason", "of one"), mine, true), "kept");
  const failure: FailureLine = {
    kind: "failure",
    trial: planned.trials[1]!.id,
    turn: "action",
    error: "e",
    attempts: [],
  };
  const failing = {
    line: failure,
    model: id,
    after: null,
    ends: false,
    lease: { id: jobId(planned.trials[1]!, 1), retryCount: 0 },
  };
  const came = [await settle(failing), await settle(failing), await settle(failing)];
  assert.deepEqual(came, ["again", "again", "over"]);
});

test("lines that are long together are brought in several transactions, in order", () => {
  const sizes = [1, 9, 9, 30, 1, 1].map((megabytes) => megabytes * 1_000_000);
  const settled = sizes.map((size) => ({ line: { text: "x".repeat(size) } }) as unknown as Settled);
  const parts = inParts(settled);
  assert.deepEqual(
    parts.map((part) => part.map(({ text }) => Math.round(text.length / 1e6))),
    [[1, 9], [9], [30], [1, 1]],
  );
});

test("a plan that is not all there is told from another version's", withPostgres, async (t) => {
  const { address, open, watch } = await begin();
  const { database, schema } = await open(t);
  await database.query(`DROP SCHEMA ${schema}_jobs CASCADE`);
  const place = await openPlace(address, "");
  t.after(() => place.database.close());
  await assert.rejects(openQueue(place), /is not all there yet: let its "parallax run/);
  await watch(false);
  await (await openQueue(place)).close();
});

test("replies survive the database: a worker's folder brings them to a new one", withPostgres, async (t) => {
  const odd = "I HOLD. \0\uD800 \\u0000";
  const first = await begin({}, () => sampleReply(odd));
  const dir = options().dir;
  await work(await first.open(t), first.working({ dir }));
  const asked = first.model.asked.length;
  assert.equal(asked, first.planned.trials.length);
  // Another database: nothing of the first is there, and the run's folder is lost, too.
  const address = server.database(`anew_${++count}`);
  rmSync(first.dir, { recursive: true });
  const again = { dir: first.dir, models: [first.model], ...quiet };
  await run(first.planned, { ...again, queue: { address, wait: false } });
  const place = await openPlace(address, "");
  const queue = await openQueue(place);
  await work(queue, first.working({ dir }));
  await queue.close();
  await place.database.close();
  const { summary } = await run(first.planned, { ...again, queue: address });
  assert.equal(summary.done, first.planned.trials.length);
  assert.equal(first.model.asked.length, asked, "nothing is asked again");
  const texts = await Array.fromAsync(readJournal(first.dir), (line) => line.kind === "reply" && line.reply.text);
  assert.equal(texts.filter((text) => text === odd).length, asked);
});

test(
  "a connection that is cut while it is out throws from what was asked, and nothing else",
  withPostgres,
  async (t) => {
    const { open } = await begin();
    const { database } = await open(t);
    const cut = database.transaction(async (statements) => {
      const [row] = await statements.query("SELECT pg_backend_pid() AS pid");
      await database.query("SELECT pg_terminate_backend($1)", [row!["pid"]]);
      await new Promise((resolve) => setTimeout(resolve, 100));
      await statements.query("SELECT 1");
    });
    await assert.rejects(cut, /terminat|not queryable|closed/i);
    assert.deepEqual(await database.query("SELECT 1 AS one"), [{ one: 1 }]);
  },
);

test(
  "a wrong key costs a handful of calls: the worker stops, and its trials are left to others",
  withPostgres,
  async (t) => {
    const { open, working, planned, model } = await begin({}, () => {
      throw new ModelError("status 401: no such key \0", { retryable: false, status: 401 });
    });
    const queue = await open(t);
    const { stopped, done } = await work(queue, working({ concurrency: 1 }));
    const [gone] = await queue.database.query(`SELECT stopped FROM ${queue.schema}.workers WHERE gone`);
    assert.equal(gone?.["stopped"], stopped?.replace("\0", "\uFFFD"));
    assert.match(stopped!, /failed 5 times in a row and was given up/);
    assert.deepEqual([done, model.asked.length], [0, 5]);
    const mended = sampleModel(() => sampleReply("I HOLD."), { id });
    // Those that failed are put off for some seconds.
    const other = await work(await open(t), working({ open: [mended] }));
    assert.deepEqual([other.done, other.stopped], [planned.trials.length, null]);
  },
);

test("a job whose trial is over, and that stands all the same, is ended without asking", withPostgres, async (t) => {
  const { open, working, model, planned } = await begin();
  const queue = await open(t);
  await work(queue, working());
  assert.equal(model.asked.length, planned.trials.length);
  const jobs = `${queue.schema}_jobs.job`;
  await queue.database.query(`UPDATE ${jobs} SET state = 'retry', completed_on = NULL WHERE id = $1`, [
    jobId(planned.trials[0]!, 0),
  ]);
  await work(queue, working());
  assert.equal(model.asked.length, planned.trials.length);
  const left = await queue.database.query(`SELECT id FROM ${jobs} WHERE state < 'completed'`);
  assert.deepEqual(left, []);
});

test("a job whose lease lapses while its reply is brought is over with it", withPostgres, async (t) => {
  const { open, planned } = await begin();
  const queue = await open(t);
  const { boss, schema } = queue;
  const jobs = `${schema}_jobs.job`;
  const [lease] = await boss.fetch<{ id: string }>(queueOf(id), { batchSize: 1 });
  const trial = planned.trials.find((each) => each.id === lease!.data.id)!;
  const reply = sampleReply("I HOLD.");
  const line: ReplyLine = { kind: "reply", trial: trial.id, turn: "answer", key: "k", said: [], reply, cached: false, usd: 0, attempts: [] }; // prettier-ignore
  const settle = settling(queue, "w", patience);
  const waits = async () => {
    const [row] = await queue.database.query("SELECT count(*)::integer AS n FROM pg_locks WHERE NOT granted");
    return Number(row!["n"]) > 0;
  };
  // As pg-boss does where nothing was heard of a lease: out, and in anew.
  const settled = await queue.database.transaction(async (statements) => {
    await statements.query(`CREATE TEMP TABLE lapsed AS SELECT * FROM ${jobs} WHERE id = '${lease!.id}'`);
    await statements.query(`DELETE FROM ${jobs} WHERE id = $1`, [lease!.id]);
    await statements.query(`UPDATE lapsed SET state = 'retry', retry_count = 1`);
    await statements.query(`INSERT INTO ${jobs} SELECT * FROM lapsed`);
    const came = settle({ line, model: id, after: null, ends: true, lease: { id: lease!.id, retryCount: 0 } });
    while (!(await waits())) await new Promise((resolve) => setTimeout(resolve, 10));
    return { came };
  });
  assert.equal(await settled.came, "kept");
  assert.deepEqual(await queue.database.query(`SELECT state::text FROM ${jobs} WHERE id = $1`, [lease!.id]), [
    { state: "completed" },
  ]);
});
