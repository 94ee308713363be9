import { Worker } from "node:worker_threads";
import { ending, sources } from "../../lib/here.ts";
import { sample, workOn, type Job } from "./job.ts";

/**
 * Does a job in so many threads, this one included, which also does what another took and did not
 * bring to an end. What is drawn does not depend on their number.
 */
export function workInThreads(job: Job, threads: number): void {
  const others = Array.from({ length: Math.min(threads, job.chains) - 1 }, () => open(job));
  const started = performance.now();
  workOn(job);
  const patience = 60_000 + 20 * (performance.now() - started);
  for (let chain = 0; chain < job.chains; chain++) if (!hasEnded(job, chain, patience)) sample(job, chain);
  for (const other of others) void other.terminate();
}

/** A thread that works on the job; if it cannot, whoever waits for its chains does them. */
function open(job: Job): Worker {
  const worker = new Worker(new URL(`stats/posterior/worker${ending}`, sources), { workerData: job });
  worker.on("error", () => {});
  worker.unref();
  return worker;
}

/** Waits in short stretches, so that whoever breaks a long calculation off is heard. */
function hasEnded({ state }: Job, chain: number, patience: number): boolean {
  const until = performance.now() + patience;
  while (Atomics.load(state, 1 + chain) === 0) {
    if (performance.now() > until) return false;
    Atomics.wait(state, 1 + chain, 0, 100);
  }
  return true;
}
