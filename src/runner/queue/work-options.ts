import type { Model } from "../../models/model.ts";
import type { Mode } from "../lookup.ts";
import type { Progress } from "../progress.ts";
import type { RetryPolicy } from "../retry.ts";
import type { RateLimits } from "./rates.ts";

/** How a worker works. */
export interface WorkOptions extends RateLimits {
  /** Only these models of the plan; those that this machine has keys for. */
  models?: string[];
  /** Trials under way at once; 20. */
  concurrency?: number;
  /** Its own folder; the first free one under `out/workers/`. */
  dir?: string;
  /** As of `run()`; not `replay`. */
  mode?: Mode;
  cache?: string;
  cassette?: string;
  /** Models already open, in place of opening them by id. */
  open?: Model[];
  retry?: Partial<RetryPolicy>;
  /** How long to wait for a database that has gone; ten minutes. */
  patienceMs?: number;
  signal?: AbortSignal;
  abort?: AbortSignal;
  onProgress?: (progress: Progress) => void;
}

/** What a worker did. */
export interface Worked {
  dir: string;
  models: string[];
  /** Models of the plan that this machine cannot ask, and why. */
  left: { model: string; why: string }[];
  done: number;
  failed: number;
  usd: number | null;
  /** Why it stopped before the plan's end; null at it. */
  stopped: string | null;
}
