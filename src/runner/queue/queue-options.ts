import { checkOptions } from "../../lib/check-options.ts";
import { didYouMean } from "../../lib/closest.ts";
import type { Plan } from "../trial.ts";
import { parseQueueAddress } from "./address.ts";

/** How a run is asked through a queue. */
export interface QueueOptions {
  /** `postgres://user@host/database`, or `embedded`. */
  address: string;
  /**
   * Whether to wait for the workers. Else what is there is collected, and the run ends; the same
   * again goes on.
   */
  wait?: boolean;
  /**
   * How long a worker that says nothing keeps what it has leased, before others get it: 30 s, and
   * 10 at least. As the queue was made.
   */
  leaseSeconds?: number;
  /**
   * Scenarios (`insider-trading`) and wordings (`insider-trading/p1`) whose trials are asked before
   * all others, in this order. Again with others, what is not under way yet is put in their order.
   */
  first?: string[];
}

/** A queue's options with every default filled in; null where there is none. */
export function completeQueue(
  queue: string | QueueOptions | undefined,
  { scenarios }: Pick<Plan, "scenarios">,
): Required<QueueOptions> | null {
  if (queue === undefined) return null;
  const options = typeof queue === "string" ? { address: queue } : queue;
  checkOptions("queue", options, { address: true, wait: true, leaseSeconds: true, first: true });
  parseQueueAddress(options.address);
  const { wait = true, leaseSeconds = 30, first = [] } = options;
  if (!Number.isInteger(leaseSeconds) || leaseSeconds < 10)
    throw new Error(`leaseSeconds ${leaseSeconds}: expected a whole number, 10 or more`);
  checkFirst(first, scenarios);
  return { address: options.address, wait, leaseSeconds, first };
}

function checkFirst(first: readonly string[], scenarios: Plan["scenarios"]): void {
  if (first.length === 0) return;
  const known = scenarios.flatMap(({ id, wordings }) => [id, ...wordings.map((wording) => `${id}/${wording.id}`)]);
  for (const name of first)
    if (!known.includes(name))
      throw new Error(
        `first "${name}": expected a scenario of the plan, or SCENARIO/WORDING${didYouMean(name, known)}`,
      );
}
