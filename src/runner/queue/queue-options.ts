import { checkOptions } from "../../lib/check-options.ts";
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
}

/** A queue's options with every default filled in; null where there is none. */
export function completeQueue(queue: string | QueueOptions | undefined): Required<QueueOptions> | null {
  if (queue === undefined) return null;
  const options = typeof queue === "string" ? { address: queue } : queue;
  checkOptions("queue", options, { address: true, wait: true, leaseSeconds: true });
  parseQueueAddress(options.address);
  const { wait = true, leaseSeconds = 30 } = options;
  if (!Number.isInteger(leaseSeconds) || leaseSeconds < 10)
    throw new Error(`leaseSeconds ${leaseSeconds}: expected a whole number, 10 or more`);
  return { address: options.address, wait, leaseSeconds };
}
