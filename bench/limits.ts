import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { limit } from "../src/lib/limit.ts";
import { metered, type Metered } from "../src/models/metered-fixture.ts";
import { ModelError, type Model } from "../src/models/model.ts";
import { openModel } from "../src/models/open.ts";
import { listen } from "../src/models/provider-server.ts";
import { plan } from "../src/runner/plan.ts";
import { run } from "../src/runner/run.ts";
import { sampleScenario } from "../src/runner/sample.ts";
import type { Options } from "./options.ts";
import type { Row } from "./row.ts";

/** A minute of the providers, which lasts two seconds here; replies take three seconds of it. */
const minuteMs = 2000;
const delayMs = 100;
const scale = minuteMs / 60_000;
/** What the buckets hold at first, and what comes back in two and a half more. */
const trials = 1392;
const fixed = [40, 160];
const reply = "I HOLD. ".repeat(50);

interface Form {
  name: string;
  id: string;
  limits: NonNullable<Metered["limits"]>;
}

const forms: Record<string, Form> = {
  requests: { name: "requests, OpenAI's headers", id: "openai/gpt-4o", limits: { requests: 400, tokens: 1e7 } },
  tokens: { name: "tokens, OpenAI's headers", id: "openai/gpt-4o", limits: { requests: 1e5, tokens: 400 * 109 } },
  "tokens-out": {
    name: "tokens out, Anthropic's headers",
    id: "anthropic/claude-opus-4-6",
    limits: { requests: 1e5, inputTokens: 1e6, outputTokens: 400 * 100 },
  },
};

/**
 * Figures of adaptive concurrency: against servers that allow so much a minute, by buckets, and say
 * so in their headers, in OpenAI's form and Anthropic's, through the SDKs; beside pools of a fixed
 * concurrency that wait as long as they are told. Each row can be had by itself (`--part`).
 */
export async function benchLimits({ part }: Options): Promise<Row[]> {
  const parts = [...Object.keys(forms), "kept"];
  if (part !== undefined && !parts.includes(part)) throw new Error(`no part "${part}": there are ${parts.join(", ")}`);
  const root = mkdtempSync(join(tmpdir(), "parallax-bench-"));
  try {
    const rows: Row[] = [];
    for (const name of part === undefined ? parts : [part])
      rows.push(name === "kept" ? await repeated(root) : await measure(forms[name]!, join(root, name)));
    return rows;
  } finally {
    rmSync(root, { recursive: true });
  }
}

async function measure({ name, id, limits }: Form, dir: string): Promise<Row> {
  const planned = plan({ scenarios: [sampleScenario(3)], models: [id], epochs: trials / 16 });
  const adaptive = await against(id, limits, (model) =>
    run(planned, {
      dir,
      mode: "off",
      models: [model],
      retry: { baseMs: 1000 * scale, maxMs: minuteMs },
      onProgress: () => {},
    }),
  );
  const pools: Measured[] = [];
  for (const concurrency of fixed) pools.push(await against(id, limits, (model) => pool(model, concurrency)));
  const best = Math.min(...pools.map(({ ms }) => ms));
  const inWords = ({ ms, share, refused }: Measured) =>
    `${(ms / 1000).toFixed(2)} s, ${(100 * share).toFixed(1)} % of the limit, ${(100 * refused).toFixed(2)} % refused`;
  return {
    figure: `${trials} trials within a limit of ${name}`,
    measured: `${inWords(adaptive)}; fixed ${pools.map((each, i) => `${fixed[i]}: ${inWords(each)}`).join("; ")}`,
    target: "≥ 95 % of the limit, ≤ 1 % refused, no slower than the best fixed",
    met: adaptive.share >= 0.95 && adaptive.refused <= 0.01 && adaptive.ms <= 1.02 * best,
  };
}

/**
 * What it costs, in time, that the first of those whose prompts begin alike is answered before the
 * others are sent; and how much of what can be read from a prompt cache is.
 */
async function repeated(root: string): Promise<Row> {
  const id = "anthropic/claude-opus-4-1";
  const scenario = sampleScenario(3);
  const wordings = scenario.wordings.map((wording) => ({
    ...wording,
    turns: wording.turns.map((turn) =>
      turn.kind === "say" && turn.role === "user"
        ? { ...turn, text: `${"Weigh what is at stake. ".repeat(250)}${turn.text}` }
        : turn,
    ),
  }));
  // 16 prompts of 1,500 tokens, 40 times each.
  const planned = plan({ scenarios: [{ ...scenario, wordings }], models: [id], epochs: 40 });
  const once = async (promptCache: boolean) => {
    const meter = metered({ minimum: 1024, delayMs, say: () => ({ text: "I HOLD." }) });
    const server = await listen(meter.answer);
    const model = await openModel(id, { env: { ANTHROPIC_API_KEY: "k" }, baseUrl: server.anthropic });
    await model.generate(request, {});
    const start = performance.now();
    const dir = join(root, `repeated-${promptCache}`);
    const done = await run(planned, { dir, mode: "off", models: [model], promptCache, onProgress: () => {} });
    const ms = performance.now() - start;
    await server.close();
    return { ms, use: done.summary.promptCache, usd: done.summary.usd! };
  };
  const [plain, kept] = [await once(false), await once(true)];
  const { readTokens, writtenTokens } = kept.use!;
  const share = readTokens / (readTokens + writtenTokens);
  return {
    figure: "16 prompts of 1,500 tokens, 40 times each, kept by the provider",
    measured: `${(kept.ms / 1000).toFixed(2)} s, without ${(plain.ms / 1000).toFixed(2)} s; ${(100 * share).toFixed(1)} % of what repeats is read; $${kept.usd.toFixed(2)}, without $${plain.usd.toFixed(2)}`,
    target: "39 of 40 are read, and a call's time is lost at most",
    met: share >= 0.97 && kept.ms <= 1.05 * plain.ms + delayMs,
  };
}

interface Measured {
  ms: number;
  /** Of what was there at first and came back meanwhile, what was used. */
  share: number;
  refused: number;
}

async function against(
  id: string,
  limits: NonNullable<Metered["limits"]>,
  ask: (model: Model) => Promise<unknown>,
): Promise<Measured> {
  const meter = metered({ limits, periodMs: minuteMs, delayMs, say: () => ({ text: reply }) });
  // From the first request on: what a run takes to begin, no pace makes shorter.
  let start: number | null = null;
  const server = await listen((asked) => {
    start ??= performance.now();
    return meter.answer(asked);
  });
  try {
    const env = { OPENAI_API_KEY: "k", ANTHROPIC_API_KEY: "k" };
    const model = await openModel(id, { env, baseUrl: id.startsWith("anthropic/") ? server.anthropic : server.openai });
    await model.generate(request, {});
    start = null;
    await ask(model);
    const ms = performance.now() - start!;
    const { answered, refused } = meter.counts;
    // The last replies were admitted before they were on their way.
    return {
      ms,
      share: (trials + 1) / (400 + ((ms - delayMs) * 400) / minuteMs),
      refused: refused / (answered + refused),
    };
  } finally {
    await server.close();
  }
}

const request = {
  messages: [
    { role: "system" as const, content: "You decide." },
    { role: "user" as const, content: "p1: It is free. First?" },
  ],
  params: {},
  seed: null,
  schema: null,
  choices: null,
};

/** A pool of so many calls at once, each of which tries again after what it is told to wait. */
async function pool(model: Model, concurrency: number): Promise<void> {
  await limit(Array.from({ length: trials }), concurrency, async () => {
    for (let attempt = 0; ; attempt++)
      try {
        await model.generate(request, {});
        return;
      } catch (error) {
        if (!(error instanceof ModelError && error.retryable)) throw error;
        await sleep((error.retryAfterMs ?? 0) + Math.random() * 1000 * scale * 2 ** Math.min(attempt, 5));
      }
  });
}
