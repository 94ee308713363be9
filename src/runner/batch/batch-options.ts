import { checkOptions } from "../../lib/check-options.ts";

/** How a run asks by batches; everything has a default. */
export interface BatchOptions {
  /**
   * Whether batches under way are waited for; true. Else what has ended is collected, what can be
   * handed over is, and the run stops: the same again goes on.
   */
  wait?: boolean;
  /** Between two looks at a batch at most, in ms; 60,000. The first looks are sooner. */
  pollMs?: number;
  /** How long, in ms, no request is added before a batch that is not full is handed over; 2,000. */
  gatherMs?: number;
}

const known = { wait: true, pollMs: true, gatherMs: true } as const;
const defaults: Required<BatchOptions> = { wait: true, pollMs: 60_000, gatherMs: 2000 };

/** Options with every default, null where no batches are asked for. Throws on one there is not. */
export function completeBatch(options: boolean | BatchOptions | undefined): Required<BatchOptions> | null {
  if (options === undefined || options === false) return null;
  if (options === true) return defaults;
  return { ...defaults, ...checkOptions("batch", options, known) };
}
