import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import OpenAI from "openai";
import { limit } from "../src/lib/limit.ts";
import { plan } from "../src/runner/plan.ts";
import { run, type RunOptions } from "../src/runner/run.ts";
import { sampleScenario } from "../src/runner/sample.ts";
import type { Options } from "./options.ts";
import { median, repeat, type Row } from "./row.ts";

const trials = 2000;
const concurrency = 50;
const answered = { delayMs: 100, text: "I HOLD." };
const source = (path: string) => fileURLToPath(new URL(`../src/${path}`, import.meta.url));

/**
 * Runner figures: against a bare promise pool on a 100 ms server, from the cache, and memory for
 * each trial.
 */
export async function benchRunner({ part }: Options): Promise<Row[]> {
  if (part !== undefined && part !== "peers") throw new Error(`no part "${part}": there is peers`);
  const root = mkdtempSync(join(tmpdir(), "parallax-bench-"));
  try {
    if (part === "peers") return [await besidePeers(root)];
    return [...(await speed(root)), await memory(root)];
  } finally {
    rmSync(root, { recursive: true });
  }
}

async function speed(root: string): Promise<Row[]> {
  await using server = await startServer();
  const model = `openai-compatible/bench?baseUrl=${encodeURIComponent(server.url)}`;
  // 4 wordings × 2 tiers × 2 inputs × 125 epochs.
  const planned = plan({ scenarios: [sampleScenario(3)], models: [model], epochs: trials / 16 });
  const options: RunOptions = { concurrency, cache: join(root, "replies.sqlite"), onProgress: () => {} };
  // By turns, so that whatever else the machine does meanwhile slows both.
  const rounds = await repeat(3, async (i) => ({
    bare: await pool(server.url),
    asked: await timed(() => run(planned, { ...options, mode: "record", dir: join(root, `a${i}`) })),
  }));
  const bare = median(rounds.map((round) => round.bare));
  const asked = median(rounds.map((round) => round.asked));
  const cached = median(await repeat(3, (i) => timed(() => run(planned, { ...options, dir: join(root, `b${i}`) }))));
  const ratio = median(rounds.map((round) => round.asked / round.bare));
  const rate = trials / (cached / 1000);
  return [
    {
      figure: `${trials} trials, 100 ms server, concurrency ${concurrency}`,
      measured: `${(asked / 1000).toFixed(2)} s; bare pool ${(bare / 1000).toFixed(2)} s; ratio ${ratio.toFixed(3)}`,
      target: "≤ 1.10 × the bare pool",
      met: ratio <= 1.1,
    },
    {
      figure: `${trials} trials from the cache`,
      measured: `${Math.round(rate).toLocaleString("en")} trials a second`,
      target: "≥ 5,000 trials a second",
      met: rate >= 5000,
    },
  ];
}

/** Python with Inspect, as `src/interop/peers.txt` has it. */
const python =
  process.env["PEERS_PYTHON"] ?? fileURLToPath(new URL("../node_modules/.cache/peers/bin/python", import.meta.url));

/** A bare pool, this runner and Inspect, one after the other on one server, three times. */
async function besidePeers(root: string): Promise<Row> {
  await using server = await startServer();
  const model = `openai-compatible/bench?baseUrl=${encodeURIComponent(server.url)}`;
  const planned = plan({ scenarios: [sampleScenario(3)], models: [model], epochs: trials / 16 });
  const inspect = fileURLToPath(new URL("runner_inspect.py", import.meta.url));
  const rounds = await repeat(3, async (i) => ({
    bare: await pool(server.url),
    asked: await timed(() =>
      run(planned, { concurrency, mode: "off", dir: join(root, `p${i}`), onProgress: () => {} }),
    ),
    inspect:
      1000 * Number((await promisify(execFile)(python, [inspect, server.url, `${trials}`, `${concurrency}`])).stdout),
  }));
  const seconds = (of: "bare" | "asked" | "inspect") => (median(rounds.map((round) => round[of])) / 1000).toFixed(2);
  const ratio = (of: "asked" | "inspect") => median(rounds.map((round) => round[of] / round.bare));
  return {
    figure: `${trials} trials, 100 ms server, concurrency ${concurrency}, beside Inspect`,
    measured: `${seconds("asked")} s; bare pool ${seconds("bare")} s, ratio ${ratio("asked").toFixed(3)}; Inspect ${seconds("inspect")} s, ratio ${ratio("inspect").toFixed(2)}`,
    target: "≤ 1.05 × the bare pool",
    met: ratio("asked") <= 1.05,
  };
}

async function pool(baseURL: string): Promise<number> {
  const client = new OpenAI({ apiKey: "none", baseURL, maxRetries: 0 });
  const ask = async () => {
    await client.chat.completions.create({
      model: "bench",
      messages: [{ role: "user", content: "It is free. First?" }],
    });
  };
  return timed(() => limit(Array.from({ length: trials }), concurrency, ask));
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function memory(root: string): Promise<Row> {
  const sizes = [2000, 50_000];
  const used = [];
  for (const size of sizes) used.push(await memoryOf(size, join(root, `m${size}`)));
  const [small, large] = used as [Memory, Memory];
  const per = (key: keyof Memory) => (large[key] - small[key]) / (50_000 - 2000) / 1024;
  return {
    figure: "memory, 2,000 → 50,000 trials",
    measured: `peak RSS grows by ${per("peak").toFixed(2)} KB a trial, live heap by ${per("heap").toFixed(2)} KB`,
    target: "< 4 KB a trial",
    met: per("peak") < 4,
  };
}

interface Memory {
  peak: number;
  heap: number;
}

/** Peak RSS and live heap, in bytes, of a process that runs `size` trials. */
async function memoryOf(size: number, dir: string): Promise<Memory> {
  const program = `
    const { plan } = await import(${JSON.stringify(source("runner/plan.ts"))});
    const { run } = await import(${JSON.stringify(source("runner/run.ts"))});
    const { sampleModel, sampleScenario } = await import(${JSON.stringify(source("runner/sample.ts"))});
    const model = sampleModel();
    model.generate = ((generate) => async (request, context) => {
      model.asked.length = 0;
      return generate(request, context);
    })(model.generate);
    const planned = plan({ scenarios: [sampleScenario(3)], models: [model.id], epochs: ${size / 16} });
    const done = await run(planned, { dir: ${JSON.stringify(dir)}, cache: ${JSON.stringify(`${dir}.sqlite`)},
      models: [model], concurrency: ${concurrency}, onProgress: () => {} });
    gc();
    console.log(JSON.stringify({ peak: process.resourceUsage().maxRSS * 1024, heap: process.memoryUsage().heapUsed,
      done: done.summary.done }));`;
  const child = spawn(process.execPath, ["--expose-gc", "--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  return JSON.parse(line) as Memory;
}

/** A server in a process of its own, which answers after so many ms. */
export async function startServer(delayMs = answered.delayMs): Promise<AsyncDisposable & { url: string }> {
  const program = `
    const { listen } = await import(${JSON.stringify(source("models/provider-server.ts"))});
    const server = await listen(() => { server.requests.length = 0; return ${JSON.stringify({ ...answered, delayMs })}; });
    console.log(server.openai);
    process.stdin.on("end", () => process.exit()).resume();`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], { stdio: ["pipe", "pipe", "inherit"] });
  const [url] = (await once(createInterface(child.stdout), "line")) as [string];
  return {
    url,
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      await once(child, "exit");
    },
  };
}
