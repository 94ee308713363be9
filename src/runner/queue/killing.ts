import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { random } from "../../lib/random.ts";
import { askable } from "../faults/askable.ts";
import { count, type Counted } from "../faults/count.ts";
import { run } from "../run.ts";
import type { OwnPostgres } from "./own-postgres.ts";

/** How a queue and its workers are treated. */
interface Treatment {
  epochs: number;
  workers: number;
  concurrency: number;
  /** How often a worker is killed, drawn at random among them, and PostgreSQL. */
  kills: { worker: number; postgres: number };
  /** Between two kills, in ms at most. */
  pauseMs: number;
  /** Where the run and its workers have their folders. */
  root: string;
  seed: string;
}

/** What came of it. */
export interface Killed extends Omit<Counted, "elsewhere"> {
  trials: number;
  kills: { worker: number; postgres: number };
  /** Requests that were paid for and could not be kept, as their worker was killed meanwhile. */
  underWay: number;
}

const cli = join(import.meta.dirname, "../../cli/main.ts");

/** One worker's life after life in one folder. */
class Life {
  private child: ChildProcess | null = null;
  private readonly dir: string;
  private readonly begin: (dir: string) => ChildProcess;
  /** Whether it may end by itself, as a worker does that finds no database when it begins. */
  private readonly excused: () => boolean;
  over = false;
  constructor(dir: string, begin: (dir: string) => ChildProcess, excused: () => boolean) {
    this.dir = dir;
    this.begin = begin;
    this.excused = excused;
  }
  /** Replies on its disk. */
  kept(): number {
    const file = join(this.dir, "worker.jsonl");
    return existsSync(file) ? (readFileSync(file, "utf8").match(/^\{"kind":"line"/gm)?.length ?? 0) : 0;
  }
  async live(): Promise<void> {
    while (!this.over) {
      this.child = this.begin(this.dir);
      const [code] = (await once(this.child, "exit")) as [number | null];
      if (code === 0) this.over = true;
      else if (code !== null && !this.excused()) throw new Error(`a worker ended with ${code}`);
    }
  }
  kill(): boolean {
    return this.child?.kill("SIGKILL") ?? false;
  }
}

/**
 * Test support: a plan asked by worker processes of a queue while they, and its PostgreSQL, are
 * killed and started again. What was lost, recorded twice, mixed up, or paid for again beyond what
 * was under way in a worker that was killed.
 */
export async function killing(postgres: OwnPostgres, address: string, treatment: Treatment): Promise<Killed> {
  const { epochs, workers, concurrency, kills, pauseMs, root, seed } = treatment;
  const asked = await askable("openai-compatible", epochs);
  const next = random(seed);
  const dir = join(root, "run");
  const flags = ["work", address, "--mode", "off", "--concurrency", `${concurrency}`, "--dir"];
  const env = { ...process.env, ...asked.env };
  const lives = Array.from({ length: workers }, (_, index) => {
    const begin = (folder: string) =>
      spawn(process.execPath, [cli, ...flags, folder], { stdio: ["ignore", "ignore", "inherit"], env });
    return new Life(join(root, `worker-${index}`), begin, () => away + 10_000 > performance.now());
  });
  let away = -Infinity;
  const stop = new AbortController();
  const did = { worker: 0, postgres: 0 };
  let ended = false;
  const kill = async () => {
    while (!ended && (did.worker < kills.worker || did.postgres < kills.postgres)) {
      await sleep(pauseMs * next());
      if (ended) return;
      const due = kills.postgres * (did.worker / Math.max(1, kills.worker));
      if (did.postgres < kills.postgres && did.postgres <= due && asked.server.requests.length > 0) {
        away = Infinity;
        await postgres.kill();
        did.postgres++;
        await sleep(500 * next());
        await postgres.start();
        away = performance.now();
      } else if (did.worker < kills.worker && lives[Math.floor(workers * next())]!.kill()) did.worker++;
    }
  };
  try {
    const queue = { address, leaseSeconds: 10 };
    const quiet = { dir, models: asked.models, mode: "off", signal: stop.signal, onProgress: () => {} } as const;
    await run(asked.planned, { ...quiet, queue: { ...queue, wait: false } });
    const living = Promise.all(lives.map((life) => life.live()));
    const asking = Promise.all([run(asked.planned, { ...quiet, queue }), living]).finally(() => (ended = true));
    await Promise.all([asking, kill()]);
    const kept = lives.reduce((sum, life) => sum + life.kept(), 0);
    const underWay = Math.max(0, asked.server.requests.length - kept);
    const counts = await count(asked, dir, underWay);
    return { ...counts, trials: asked.planned.trials.length, kills: did, underWay };
  } finally {
    ended = true;
    stop.abort();
    for (const life of lives) life.over = true;
    for (const life of lives) life.kill();
    await asked.server.close();
  }
}
