import assert from "node:assert/strict";
import { beforeEach, suite, test, type TestContext } from "node:test";
import { price } from "../models/price.ts";
import { listen, type ProviderServer } from "../models/provider-server.ts";
import type { PlanSpec } from "./plan-spec.ts";
import { plan } from "./plan.ts";
import { run } from "./run.ts";
import { sampleOptions } from "./sample-options.ts";
import { sampleScenario } from "./sample.ts";
import { session } from "./session.ts";
import type { showSpent } from "./show-spent.ts";

const options = sampleOptions();
const model = "openai/gpt-4o";
const usage = { input: 40, output: 40 };
const each = price(model, { ...usage, cachedInput: 0, reasoning: 0 }) as number;
const offered = globalThis as Record<symbol, unknown>;
const record = Symbol.for("Jupyter.record");

function planned(spec: Partial<PlanSpec> = {}) {
  return plan({ scenarios: [sampleScenario(2)], models: [model], epochs: 5, params: { maxTokens: 50 }, ...spec });
}

async function provider(t: TestContext): Promise<ProviderServer> {
  const server = await listen(() => ({ text: "I HOLD.", usage }));
  t.after(() => server.close());
  const env = {
    OPENAI_BASE_URL: server.openai,
    OPENAI_API_KEY: "sk-test",
    OPENAI_COMPATIBLE_BASE_URL: server.openai,
    ANTHROPIC_BASE_URL: server.anthropic,
    ANTHROPIC_API_KEY: "sk-test",
  };
  for (const [name, value] of Object.entries(env)) {
    const before = process.env[name];
    process.env[name] = value;
    t.after(() => (before === undefined ? delete process.env[name] : (process.env[name] = before)));
  }
  return server;
}

suite("a session", () => {
  beforeEach(() => {
    delete offered[Symbol.for("parallax.session")];
    delete offered[record];
    delete process.env["PARALLAX_MODE"];
  });

  test("its mode beats the environment's, and a run's own beats both", async (t) => {
    const server = await provider(t);
    const here = options();
    await run(planned(), here);
    const asked = server.requests.length;
    assert.equal(asked, 60);

    process.env["PARALLAX_MODE"] = "record";
    assert.equal(session.mode(), "record");
    assert.equal(session.mode("replay"), "replay");
    const again = await run(planned(), { ...here, dir: `${here.dir}-again` });
    assert.deepEqual([again.summary.cached, server.requests.length], [60, asked]);
    await assert.rejects(run(planned({ epochs: 6 }), { ...here, dir: `${here.dir}-more` }), /replay has no reply/);

    const another = await run(planned(), { ...here, dir: `${here.dir}-own`, mode: "off" });
    assert.deepEqual([another.summary.cached, server.requests.length], [0, 2 * asked]);
    assert.equal(session.mode(), "replay");
    assert.throws(() => session.mode("offline" as "off"), {
      message: 'session.mode("offline"): expected auto, record, replay, off',
    });
  });

  test("counts what was asked, by model, and not what was cached", async (t) => {
    await provider(t);
    const here = options();
    const models = [model, "anthropic/claude-opus-4-6"];
    await run(planned({ models }), here);
    const opus = price("anthropic/claude-opus-4-6", { ...usage, cachedInput: 0, reasoning: 0 }) as number;
    const { byModel, usd } = session.spent();
    assert.deepEqual(Object.keys(byModel), models.toSorted());
    assert.deepEqual(
      [byModel[model]?.replies, byModel[model]?.inputTokens, byModel[model]?.outputTokens],
      [60, 2400, 2400],
    );
    assert.ok(Math.abs(usd! - 60 * (each + opus)) < 1e-9, `${usd}`);
    await run(planned({ models }), { ...here, dir: `${here.dir}-again` });
    assert.equal(session.spent().replies, 120, "what is cached is not spent again");
  });

  test("a cost that is not known is unknown in all, and not nought", async (t) => {
    await provider(t);
    await run(planned({ models: [model, "openai-compatible/mine"] }), options());
    const spent = session.spent();
    assert.equal(spent.usd, null);
    assert.deepEqual([spent.byModel["openai-compatible/mine"]?.usd, spent.replies], [null, 120]);
    assert.match(spent.byModel[model]?.usd?.toFixed(6) ?? "", /^0\.0\d+$/);
  });

  test("its budget holds over several runs together and from when it was set", async (t) => {
    const server = await provider(t);
    await run(planned(), options());
    const before = session.spent();
    const asked = server.requests.length;
    const usd = () => session.spent().usd! - before.usd!;
    session.budget({ usd: 80 * each });
    const first = await run(planned(), options({ mode: "off" }));
    assert.equal(first.summary.stopped, null);
    const second = options({ mode: "off" });
    const stopped = await run(planned(), second);
    assert.match(
      stopped.summary.stopped ?? "",
      /^session\.budget of \$0\.0\d+ has no room for another call \(spent \$0\.0\d+, a call may cost \$0\.0\d+\): session\.budget\({ usd }\) gives more$/,
    );
    assert.ok(usd() <= 80 * each, `${usd() / each} replies' worth`);
    assert.ok(usd() >= 70 * each, `${usd() / each} replies' worth`);
    assert.ok(Math.abs(session.spent().leftUsd! - (80 * each - usd())) < 1e-9);
    assert.equal(server.requests.length - asked, session.spent().replies - before.replies);

    session.budget({ usd: 1 });
    const rest = await run(planned(), second);
    assert.deepEqual([rest.summary.done, rest.summary.stopped], [60, null]);
    assert.equal(session.spent().replies - before.replies, 120, "going on asks for what is missing and nothing else");
    session.budget(null);
    assert.equal(session.spent().leftUsd, null);
  });

  test("of a run's budget and the session's the smaller one ends it", async (t) => {
    const server = await provider(t);
    session.budget({ usd: 40 * each });
    const first = await run(planned(), options({ mode: "off", budgetUsd: 20 * each }));
    assert.match(first.summary.stopped ?? "", /^the budget of/);
    const shared = await run(planned(), options({ mode: "off", budgetUsd: 1 }));
    assert.match(shared.summary.stopped ?? "", /^session\.budget of/);
    assert.ok(server.requests.length <= 40 && server.requests.length >= 34, `${server.requests.length}`);
  });

  test("a budget for a model without a price is an error before anything is asked, unless nothing can be", async (t) => {
    const server = await provider(t);
    const mine = planned({ models: ["openai-compatible/mine"] });
    const here = options();
    await run(mine, here);
    const asked = server.requests.length;
    session.budget({ usd: 5 });
    await assert.rejects(run(mine, options()), {
      message:
        "session.budget cannot be kept: no price known for openai-compatible/mine; session.budget(null) lifts it",
    });
    assert.equal((await run(mine, { ...here, dir: `${here.dir}-again`, mode: "replay" })).summary.done, 60);
    assert.equal(server.requests.length, asked);
    assert.throws(() => session.budget({ usd: -1 }), /session\.budget -1: expected a number of USD, 0 or more/);
  });

  test("a budget set while a run is under way holds for the rest of it", async (t) => {
    const server = await provider(t);
    const running = run(
      planned(),
      options({ mode: "off", concurrency: 1, onProgress: ({ done }) => done === 10 && session.budget({ usd: 0 }) }),
    );
    assert.match((await running).summary.stopped ?? "", /^session\.budget of \$0\.00/);
    assert.equal(server.requests.length, 10);
  });

  test("tells the notebook its runs, modes and what their replies cost, the same from the cache", async (t) => {
    await provider(t);
    const here = options();
    const recordedFacts = async () => {
      delete offered[Symbol.for("parallax.session")];
      const facts: [string, unknown][] = [];
      offered[record] = (name: string, value: unknown) => facts.push([name, value]);
      await run(planned(), { ...here, dir: `${here.dir}-${Math.random()}` });
      return facts;
    };
    const spend = { usd: Number((60 * each).toFixed(6)), inputTokens: 2400, outputTokens: 2400, replies: 60 };
    const first = await recordedFacts();
    assert.deepEqual(first, [
      ["runs", [planned().id]],
      ["mode", "auto"],
      ["spend", spend],
    ]);
    assert.deepEqual(await recordedFacts(), first, "a second execution, all of it cached, leaves no diff");
  });

  test("shows what was spent as a table and as text", async (t) => {
    await provider(t);
    session.budget({ usd: 5 });
    await run(planned(), options());
    const spent = session.spent();
    const display = (spent as unknown as Record<symbol, () => ReturnType<typeof showSpent>>)[
      Symbol.for("Jupyter.display")
    ];
    const { data: shown, metadata } = display!();
    assert.deepEqual(metadata, { parallax: { volatile: true } });
    assert.equal(
      shown["text/plain"],
      [
        "               replies  tokens in  tokens out    cost",
        "openai/gpt-4o       60      2,400       2,400  $0.030",
        "$4.97 left of session.budget",
      ].join("\n"),
    );
    assert.match(shown["text/html"] as string, /<td[^>]*>2,400<\/td>.*<p>\$4\.97 left of session\.budget<\/p>/s);
    assert.deepEqual(Object.keys(JSON.parse(JSON.stringify(spent))).sort(), [
      "byModel",
      "inputTokens",
      "leftUsd",
      "outputTokens",
      "replies",
      "usd",
    ]);
  });
});
