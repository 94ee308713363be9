import { join } from "node:path";
import { killing, type Killed } from "../../src/runner/queue/killing.ts";
import type { Row } from "../row.ts";
import type { Bench } from "../queue.ts";

const workers = 4;

/** 20,000 trials in runs of 2,000, and of kills 160 of workers and 10 of PostgreSQL. */
const most = { runs: 10, each: { epochs: 100, kills: { worker: 16, postgres: 1 } } };

/** Workers and PostgreSQL killed at moments drawn at random, as many runs as the time allows. */
export async function kills({ postgres, root, minutes, seed }: Bench): Promise<Row[]> {
  const found: Killed[] = [];
  const start = performance.now();
  for (let index = 0; index < most.runs && performance.now() - start < minutes * 60_000; index++)
    found.push(
      await killing(postgres, postgres.database(`kills_${index}`), {
        ...most.each,
        workers,
        concurrency: 2,
        pauseMs: 3000,
        root: join(root, `kills-${index}`),
        seed: `kills ${seed} ${index}`,
      }),
    );
  const sum = (of: (each: Killed) => number) => found.reduce((total, each) => total + of(each), 0);
  const [lost, doubled, mixed, again] = (["lost", "doubled", "mixed", "again"] as const).map((key) =>
    sum((each) => each[key]),
  );
  return [
    {
      figure:
        `${workers} workers, ${sum(({ trials }) => trials)} trials in ${found.length} runs, ` +
        `${sum((each) => each.kills.worker)} kills of workers and ${sum((each) => each.kills.postgres)} of PostgreSQL`,
      measured:
        `${lost} lost, ${doubled} recorded twice, ${mixed} mixed up, ${again} paid again beyond ` +
        `${sum(({ underWay }) => underWay)} under way in a worker that was killed`,
      target: "0, 0, 0, 0",
      met: lost! + doubled! + mixed! + again! === 0,
    },
  ];
}
