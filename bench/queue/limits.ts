import { join } from "node:path";
import { listen } from "../../src/models/provider-server.ts";
import { plan } from "../../src/runner/plan.ts";
import { run } from "../../src/runner/run.ts";
import { sampleScenario } from "../../src/runner/sample.ts";
import type { Row } from "../row.ts";
import type { Bench } from "../queue.ts";
import { sideBySide, workerProgram } from "./children.ts";

const workers = 4;
const perMinute = 3000;
/** 20 trials each: at that pace, 80 seconds' worth. */
const epochs = 200;

/** Four workers under one limit: how many requests a server saw in its busiest minute. */
export async function limits({ postgres, root, seed }: Bench): Promise<Row[]> {
  const arrivals: number[] = [];
  const server = await listen(() => {
    arrivals.push(performance.now());
    server.requests.length = 0;
    return { delayMs: 5, text: "I HOLD." };
  });
  try {
    const model = `openai-compatible/bench?baseUrl=${encodeURIComponent(server.openai)}`;
    const planned = plan({ scenarios: [sampleScenario(4)], models: [model], epochs });
    const address = postgres.database(`limits_${seed}`);
    const quiet = { dir: join(root, "limits"), mode: "off", onProgress: () => {} } as const;
    await run(planned, { ...quiet, queue: { address, wait: false } });
    const programs = Array.from({ length: workers }, (_, index) =>
      workerProgram(address, join(root, `limited-${index}`), `requestsPerMinute: ${perMinute}`),
    );
    await sideBySide(programs);
    const busiest = busiestMinute(arrivals);
    const pace = (60_000 * (arrivals.length - 1)) / (arrivals.at(-1)! - arrivals[0]!);
    return [
      {
        figure: `${workers} workers under ${perMinute} requests a minute, ${arrivals.length} requests`,
        measured: `${busiest} in the busiest minute; ${pace.toFixed(0)} a minute on average`,
        target: "passed by no more than 1 %",
        met: busiest <= 1.01 * perMinute && busiest >= 0.95 * perMinute,
      },
    ];
  } finally {
    await server.close();
  }
}

/** Most of these moments, in ms and in order, within 60 s. */
function busiestMinute(at: readonly number[]): number {
  let [most, from] = [0, 0];
  for (const [index, each] of at.entries()) {
    while (at[from]! <= each - 60_000) from++;
    most = Math.max(most, index - from + 1);
  }
  return most;
}
