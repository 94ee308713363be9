import assert from "node:assert/strict";
import test, { after } from "node:test";
import { metered, type Metered } from "../../models/metered-fixture.ts";
import { openModel } from "../../models/open.ts";
import { listen, type Answer, type Asked } from "../../models/provider-server.ts";
import type { Progress } from "../progress.ts";
import { plan } from "../plan.ts";
import { run, type RunOptions } from "../run.ts";
import { sampleOptions } from "../sample-options.ts";
import { sampleScenario } from "../sample.ts";

const options = sampleOptions();
const env = { OPENAI_API_KEY: "k", ANTHROPIC_API_KEY: "k" };

interface Ran {
  done: number;
  refused: number;
  /** Calls that were at the server at once, at most. */
  together: number;
  seen: Progress[];
}

/** ms for which calls wait for others, where so many are to come at once. */
const patience = 20_000;

/** Resolves for all who wait once they are so many, or for each when its patience ends. */
function gathering(many: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let waiting = 0;
  return async () => {
    if (++waiting >= many) resolve();
    const late = setTimeout(resolve, patience);
    await promise;
    clearTimeout(late);
  };
}

/**
 * 128 trials through a provider's own library; where `gather` is given, the server answers nobody
 * before so many have asked at once.
 */
async function ran(
  id: string,
  { gather = 1, ...how }: Metered & { gather?: number },
  more: RunOptions = {},
  fault: (asked: Asked) => Answer | null = () => null,
): Promise<Ran> {
  const meter = metered({ delayMs: 5, say: () => ({ text: "I HOLD." }), ...how });
  let now = 0;
  let together = 0;
  const gathered = gathering(gather);
  const server = await listen(async (asked) => {
    together = Math.max(together, ++now);
    await gathered();
    const answer = fault(asked) ?? (await meter.answer(asked));
    now--;
    return answer;
  });
  after(() => server.close());
  const model = await openModel(id, { env, baseUrl: id.startsWith("anthropic/") ? server.anthropic : server.openai });
  const seen: Progress[] = [];
  const planned = plan({ scenarios: [sampleScenario(3)], models: [id], epochs: 8 });
  const { summary } = await run(
    planned,
    options({ models: [model], onProgress: (progress) => seen.push(progress), ...more }),
  );
  return { done: summary.done, refused: meter.counts.refused, together, seen };
}

for (const [id, limits, names] of [
  ["openai/gpt-4o", { requests: 100, tokens: 1e6 }, ["requests", "tokens"]],
  ["openai/gpt-4o", { requests: 1e5, tokens: 1600 }, ["requests", "tokens"]],
  [
    "anthropic/claude-opus-4-6",
    { requests: 1e5, inputTokens: 1e6, outputTokens: 200 },
    ["requests", "inputTokens", "outputTokens"],
  ],
] as const)
  test(`${id} is asked within ${JSON.stringify(limits)}, as its headers tell, and hardly anything is refused`, async () => {
    const { done, refused, seen } = await ran(id, { limits, periodMs: 1000 });
    assert.equal(done, 128);
    assert.ok(refused <= 1, `${refused} refused`);
    const [stand] = seen.at(-1)!.limits!;
    assert.equal(stand!.model, id);
    assert.deepEqual(
      stand!.limits.map(({ counted }) => counted),
      names,
    );
  });

test("where nothing is told of limits, twenty are asked at once, as ever", async () => {
  const { done, together, seen } = await ran("openai/gpt-4o", { gather: 20, delayMs: 20 });
  assert.deepEqual([done, together], [128, 20]);
  assert.equal(seen.at(-1)!.limits, undefined);
});

test("more than twenty are, where the provider has room; never more than the concurrency that was given", async () => {
  const limits = { requests: 1e5, tokens: 1e7 };
  const { together } = await ran("openai/gpt-4o", { limits, delayMs: 1000 });
  assert.ok(together > 25, `${together} at once`);
  assert.ok((await ran("openai/gpt-4o", { limits, delayMs: 20 }, { concurrency: 4 })).together <= 4);
});

test("an error of the server is no refusal: as many are asked at once as before", async () => {
  const broken = (asked: Asked): Answer | null => (asked.index % 3 === 0 ? { status: 503 } : null);
  const { done, seen } = await ran("openai/gpt-4o", { limits: { requests: 1e5, tokens: 1e7 } }, {}, broken);
  assert.equal(done, 128);
  const sizes = seen.flatMap(({ limits }) => limits?.map(({ most }) => most) ?? []);
  assert.ok(sizes.every((size, i) => i === 0 || size >= sizes[i - 1]!));
});
