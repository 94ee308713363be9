import { setTimeout as sleep } from "node:timers/promises";
import { ModelError } from "../../models/model.ts";
import type { Terms } from "../answer.ts";
import { backoff } from "../retry.ts";

/**
 * Tries again what fails for a passing reason, as often as a call is. Throws an AbortError when
 * halted meanwhile.
 */
export async function patiently<T>({ retry, halt, onRetry }: Terms, attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof ModelError && error.retryable) || tries >= retry.attempts) throw error;
      onRetry(error.message);
      const wait = Math.max(error.retryAfterMs ?? 0, backoff(retry, tries, Math.random));
      await sleep(wait, undefined, { signal: halt.drain });
    }
  }
}

export const isAbort = (error: unknown): boolean => (error as Error | null)?.name === "AbortError";
