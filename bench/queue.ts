import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { plan } from "../src/runner/plan.ts";
import { killing, type Killed } from "../src/runner/queue/killing.ts";
import { ownPostgres, withPostgres, type OwnPostgres } from "../src/runner/queue/own-postgres.ts";
import { run } from "../src/runner/run.ts";
import { sampleScenario } from "../src/runner/sample.ts";
import { startServer } from "./runner.ts";
import type { Row } from "./row.ts";

const workers = 4;

/** 20,000 trials in runs of 2,000, and of kills 160 of workers and 10 of PostgreSQL. */
const least = { runs: 10, epochs: 100, kills: { worker: 16, postgres: 1 } };

/** No further run is begun after so long. */
const longestMs = Number(process.env["QUEUE_BENCH_MINUTES"] ?? 15) * 60_000;

/**
 * Four worker processes on a queue: killed, with their PostgreSQL, again and again; and how fast
 * they are beside four processes that each run a quarter of the same plan by themselves.
 */
export async function benchQueue(): Promise<Row[]> {
  if (withPostgres.skip) return [{ figure: "queue", measured: withPostgres.skip, target: "", met: null }];
  const postgres = await ownPostgres();
  const root = mkdtempSync(join(tmpdir(), "parallax-bench-queue-"));
  try {
    return [await speed(postgres, root), await kills(postgres, root)];
  } finally {
    await postgres.close();
    rmSync(root, { recursive: true, force: true });
  }
}

async function kills(postgres: OwnPostgres, root: string): Promise<Row> {
  const found: Killed[] = [];
  const start = performance.now();
  for (let index = 0; index < least.runs && performance.now() - start < longestMs; index++)
    found.push(
      await killing(postgres, postgres.database(`kills_${index}`), {
        ...least,
        workers,
        concurrency: 2,
        pauseMs: 3000,
        root: join(root, `kills-${index}`),
        seed: `kills ${index}`,
      }),
    );
  const sum = (of: (each: Killed) => number) => found.reduce((total, each) => total + of(each), 0);
  const [lost, doubled, mixed, again] = (["lost", "doubled", "mixed", "again"] as const).map((key) =>
    sum((each) => each[key]),
  );
  return {
    figure:
      `${workers} workers, ${sum(({ trials }) => trials)} trials in ${found.length} runs, ` +
      `${sum((each) => each.kills.worker)} kills of workers and ${sum((each) => each.kills.postgres)} of PostgreSQL`,
    measured:
      `${lost} lost, ${doubled} recorded twice, ${mixed} mixed up, ${again} paid again beyond ` +
      `${sum(({ underWay }) => underWay)} under way in a worker that was killed`,
    target: "0, 0, 0, 0",
    met: lost! + doubled! + mixed! + again! === 0,
  };
}

async function speed(postgres: OwnPostgres, root: string): Promise<Row> {
  await using server = await startServer(5);
  const model = `openai-compatible/bench?baseUrl=${encodeURIComponent(server.url)}`;
  const planOf = (epochs: number, seed: number) =>
    plan({ scenarios: [sampleScenario(4)], models: [model], epochs, seed });
  const quarter = 250;
  const apart = await timed(() =>
    Promise.all(
      Array.from({ length: workers }, (_, index) =>
        child(
          `const { run } = await import(${source("runner/run.ts")}); const { plan } = await import(${source("runner/plan.ts")});
           const { sampleScenario } = await import(${source("runner/sample.ts")});
           const planned = plan({ scenarios: [sampleScenario(4)], models: [${JSON.stringify(model)}], epochs: ${quarter}, seed: ${index} });
           await run(planned, { mode: "off", dir: ${JSON.stringify(join(root, `apart-${index}`))}, onProgress: () => {} });`,
        ),
      ),
    ),
  );
  const address = postgres.database("speed");
  const planned = planOf(workers * quarter, 1);
  const quiet = { dir: join(root, "together"), mode: "off", onProgress: () => {} } as const;
  await run(planned, { ...quiet, queue: { address, wait: false } });
  const together = await timed(() =>
    Promise.all(
      Array.from({ length: workers }, (_, index) =>
        child(
          `const { openPlace, openQueue } = await import(${source("runner/queue/open-queue.ts")});
           const { work } = await import(${source("runner/queue/work.ts")});
           const place = await openPlace(${JSON.stringify(address)}, ""); const queue = await openQueue(place);
           await work(queue, { mode: "off", dir: ${JSON.stringify(join(root, `with-${index}`))}, onProgress: () => {} });
           await queue.close(); await place.database.close();`,
        ),
      ),
    ),
  );
  const { summary } = await run(planned, { ...quiet, queue: address });
  if (summary.done !== planned.trials.length) throw new Error(`${summary.done} of ${planned.trials.length} done`);
  const ratio = together / apart;
  return {
    figure: `${planned.trials.length} trials, 5 ms server, ${workers} workers of 20 at a time`,
    measured: `${(together / 1000).toFixed(1)} s; ${workers} runs apart ${(apart / 1000).toFixed(1)} s; ratio ${ratio.toFixed(2)}`,
    target: "≤ 1.10 × runs apart",
    met: ratio <= 1.1,
  };
}

const source = (path: string) => JSON.stringify(fileURLToPath(new URL(`../src/${path}`, import.meta.url)));

async function child(program: string): Promise<void> {
  const started = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [code] = (await once(started, "exit")) as [number | null];
  if (code !== 0) throw new Error(`a worker ended with ${code}`);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
