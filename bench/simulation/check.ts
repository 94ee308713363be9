import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { plan } from "../../src/runner/plan.ts";
import { ownPostgres, withPostgres, type OwnPostgres } from "../../src/runner/queue/own-postgres.ts";
import { run } from "../../src/runner/run.ts";
import { sampleScenario } from "../../src/runner/sample.ts";
import { sideBySide, workerProgram } from "../queue/children.ts";
import { startServer } from "../runner.ts";
import type { Row } from "../row.ts";
import { hoursOf } from "./hours.ts";

const delaySeconds = 0.5;
const concurrency = 5;

/**
 * Small studies: 20 trials an epoch, of one call each. Half are bound by workers, half by limits.
 */
const cases = [
  { epochs: 4, workers: 1, perMinute: 6000 },
  { epochs: 8, workers: 2, perMinute: 6000 },
  { epochs: 8, workers: 2, perMinute: 900 },
  { epochs: 8, workers: 4, perMinute: 900 },
];

/** The reckoning on paper beside real workers of a queue, on a server that takes half a second. */
export async function checked(): Promise<Row[]> {
  if (withPostgres.skip) return [{ figure: "beside real runs", measured: withPostgres.skip, target: "", met: null }];
  const postgres = await ownPostgres();
  const root = mkdtempSync(join(tmpdir(), "parallax-bench-simulation-"));
  await using server = await startServer(1000 * delaySeconds);
  try {
    const rows: Row[] = [];
    for (const [index, each] of cases.entries())
      rows.push(await oneCase(postgres, join(root, `${index}`), server.url, each));
    return rows;
  } finally {
    await postgres.close();
    rmSync(root, { recursive: true, force: true });
  }
}

async function oneCase(
  postgres: OwnPostgres,
  dir: string,
  url: string,
  { epochs, workers, perMinute }: (typeof cases)[number],
): Promise<Row> {
  const model = `openai-compatible/bench?baseUrl=${encodeURIComponent(url)}`;
  const planned = plan({ scenarios: [sampleScenario(4)], models: [model], epochs });
  const address = postgres.database(`paper_${epochs}_${workers}_${perMinute}`);
  await run(planned, { dir: join(dir, "run"), mode: "off", onProgress: () => {}, queue: { address, wait: false } });
  const programs = Array.from({ length: workers }, (_, index) =>
    workerProgram(address, join(dir, `${index}`), `concurrency: ${concurrency}, requestsPerMinute: ${perMinute}`),
  );
  const { ms } = await sideBySide(programs);
  const calls = planned.trials.length;
  const limits = { requests: perMinute, inputTokens: Infinity, outputTokens: Infinity };
  const timing = { firstTokenSeconds: delaySeconds, tokensPerSecond: Infinity };
  const asked = [{ model, calls, inputTokens: 1, outputTokens: 1 }];
  const seconds = 3600 * hoursOf(asked, limits, { workers, concurrency, ...timing });
  const ratio = ms / 1000 / seconds;
  return {
    figure: `${calls} calls, ${workers} workers of ${concurrency}, ${perMinute} requests a minute`,
    measured: `${(ms / 1000).toFixed(1)} s; on paper ${seconds.toFixed(1)} s; ratio ${ratio.toFixed(2)}`,
    target: "within 10 %",
    met: Math.abs(ratio - 1) <= 0.1,
  };
}
