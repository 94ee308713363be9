import { join } from "node:path";
import { plan } from "../../src/runner/plan.ts";
import { run } from "../../src/runner/run.ts";
import { sampleScenario } from "../../src/runner/sample.ts";
import { median, type Row } from "../row.ts";
import { startServer } from "../runner.ts";
import type { Bench } from "../queue.ts";
import { processorSeconds } from "./processor-seconds.ts";
import { sideBySide, source, workerProgram } from "./children.ts";

const workers = 4;
const concurrency = 20;

/** How long a server takes to answer, and how much is asked of it. */
interface Form {
  delayMs: number;
  /** 20 trials each; a multiple of the workers. */
  epochs: number;
  /** As many as the time allows. */
  rounds: number;
}

/**
 * Trials asked by four workers of a queue, beside four runs and four bare pools of promises that do
 * a quarter each; by turns, so that whatever else the machine does slows all. 20,000 trials, so
 * that what a process costs to start is little, of a server that answers at once: then the
 * processor is what all of them wait for.
 */
export const throughput = (bench: Bench): Promise<Row[]> => besideRuns(bench, { delayMs: 5, epochs: 1000, rounds: 5 });

/** As {@link throughput}, where replies take half a second: then they are what is waited for. */
export const slow = (bench: Bench): Promise<Row[]> => besideRuns(bench, { delayMs: 500, epochs: 80, rounds: 3 });

async function besideRuns({ postgres, root, seed, minutes }: Bench, { delayMs, epochs, rounds }: Form): Promise<Row[]> {
  await using server = await startServer(delayMs);
  const model = `openai-compatible/bench?baseUrl=${encodeURIComponent(server.url)}`;
  const planned = plan({ scenarios: [sampleScenario(4)], models: [model], epochs });
  const each = (program: (index: number) => { load: string; work: string }) =>
    sideBySide(Array.from({ length: workers }, (_, index) => program(index)));
  const one = async (round: number) => {
    const pools = await each(() => poolProgram(server.url, planned.trials.length / workers));
    const apart = await each((index) =>
      runProgram({ model, epochs, index, dir: join(root, `apart-${delayMs}-${round}-${index}`) }),
    );
    const address = postgres.database(`speed_${seed}_${delayMs}_${round}`);
    const quiet = { dir: join(root, `together-${delayMs}-${round}`), mode: "off", onProgress: () => {} } as const;
    await run(planned, { ...quiet, queue: { address, wait: false } });
    const before = processorSeconds(postgres.pid());
    const together = await each((index) => workerProgram(address, join(root, `with-${delayMs}-${round}-${index}`)));
    const database = processorSeconds(postgres.pid()) - before;
    const { summary } = await run(planned, { ...quiet, queue: { address, wait: false } });
    if (summary.done !== planned.trials.length) throw new Error(`${summary.done} of ${planned.trials.length} done`);
    return { pools, apart, together, database };
  };
  const found: Awaited<ReturnType<typeof one>>[] = [];
  for (const start = performance.now(); found.length < rounds && performance.now() - start < minutes * 60_000;)
    found.push(await one(found.length));
  const seconds = (of: "pools" | "apart" | "together") => {
    const [ms, cpu] = (["ms", "cpu"] as const).map((key) => median(found.map((round) => round[of][key])));
    return `${(ms! / 1000).toFixed(1)} s (${cpu!.toFixed(1)} s of their processor time)`;
  };
  const perTrial = (seconds: number) => `${((1e6 * seconds) / planned.trials.length).toFixed(0)} µs`;
  const cpuOf = (of: "pools" | "apart" | "together") => perTrial(median(found.map((round) => round[of].cpu)));
  const costs = `processor time a trial: a worker's ${cpuOf("together")} and PostgreSQL's ${perTrial(median(found.map(({ database }) => database)))}, a run's ${cpuOf("apart")}, a pool's ${cpuOf("pools")}`;
  const ratio = (of: "pools" | "apart") => median(found.map((round) => round.together.ms / round[of].ms));
  return [
    {
      figure: `${found.length} rounds of ${planned.trials.length} trials, ${delayMs} ms server, ${workers} workers of ${concurrency} at a time`,
      measured: `${seconds("together")}; ${workers} runs apart ${seconds("apart")}; bare pools ${seconds("pools")}; ratio ${ratio("apart").toFixed(2)} to runs, ${ratio("pools").toFixed(2)} to pools; ${costs}`,
      target: "≤ 1.10 × runs apart",
      met: ratio("apart") <= 1.1,
    },
  ];
}

const poolProgram = (url: string, trials: number) => ({
  load: `const { default: OpenAI } = await import("openai"); const { limit } = await import(${source("lib/limit.ts")});
    const client = new OpenAI({ apiKey: "none", baseURL: ${JSON.stringify(url)}, maxRetries: 0 });`,
  work: `await limit(Array.from({ length: ${trials} }), ${concurrency}, async () => {
    await client.chat.completions.create({ model: "bench", messages: [{ role: "user", content: "p1: It is free. First?" }] });
  });`,
});

const runProgram = ({ model, epochs, index, dir }: { model: string; epochs: number; index: number; dir: string }) => ({
  load: `const { run } = await import(${source("runner/run.ts")}); const { plan } = await import(${source("runner/plan.ts")});
    const { sampleScenario } = await import(${source("runner/sample.ts")});
    const planned = plan({ scenarios: [sampleScenario(4)], models: [${JSON.stringify(model)}], epochs: ${epochs / workers}, seed: ${index} });`,
  work: `await run(planned, { mode: "off", concurrency: ${concurrency}, dir: ${JSON.stringify(dir)}, onProgress: () => {} });`,
});
