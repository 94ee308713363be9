import { setTimeout as sleep } from "node:timers/promises";
import { checkOptions } from "../lib/check-options.ts";
import { duration } from "../lib/number-text.ts";
import { ModelError } from "../models/model.ts";
import type { Attempt } from "./trial.ts";

export interface RetryPolicy {
  /** Calls made in all before a trial is given up. */
  attempts: number;
  /**
   * The wait before attempt n + 1 is uniform between 0 and the lesser of baseMs × 2ⁿ⁻¹ and maxMs.
   */
  baseMs: number;
  maxMs: number;
  /** A server that asks for a longer wait than this is not waited for. */
  longestMs: number;
}

export const defaultRetry: RetryPolicy = { attempts: 8, baseMs: 1000, maxMs: 60_000, longestMs: 600_000 };

/** A policy with every default filled in. Throws on what no policy has. */
export function completeRetry(policy: Partial<RetryPolicy> = {}): RetryPolicy {
  const known = { attempts: true, baseMs: true, maxMs: true, longestMs: true } as const;
  return { ...defaultRetry, ...checkOptions("retry", policy, known) };
}

/** A call that was given up, with what was tried. `cause` is the last error. */
export class GaveUp extends Error {
  readonly attempts: Attempt[];
  constructor(cause: unknown, attempts: Attempt[]) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = "GaveUp";
    this.attempts = attempts;
  }
}

/**
 * A caller that tries again what failed for a passing reason: exponential backoff with full jitter
 * (Brooker 2015), and where a server says how long to wait, every call made through this caller
 * waits. Each attempt then takes its turn, where turns are taken. `onRetry` hears of each failure
 * that is tried again. Throws {@link GaveUp}; throws the signal's reason when it is aborted while
 * waiting.
 */
export function retrying(
  policy: RetryPolicy,
  onRetry: (error: string) => void = () => {},
  next: () => number = Math.random,
) {
  // By a clock that nobody sets: one put back an hour must not make a run wait an hour.
  let notBefore = 0;
  return async <T, Turn = void>(
    call: (turn: Turn) => Promise<T>,
    signal: AbortSignal,
    take?: () => Promise<Turn>,
  ): Promise<{ value: T; attempts: Attempt[] }> => {
    const attempts: Attempt[] = [];
    for (;;) {
      for (let wait = notBefore - performance.now(); wait > 0; wait = notBefore - performance.now())
        await sleep(wait + next() * Math.min(policy.baseMs, wait), undefined, { signal });
      signal.throwIfAborted();
      const turn = (await take?.()) as Turn;
      const at = new Date().toISOString();
      const start = performance.now();
      const note = (error: string | null) => attempts.push({ at, ms: Math.round(performance.now() - start), error });
      try {
        const value = await call(turn);
        note(null);
        return { value, attempts };
      } catch (error) {
        if ((error as Error)?.name === "AbortError") throw error;
        note(error instanceof Error ? error.message : String(error));
        if (!(error instanceof ModelError && error.retryable)) throw new GaveUp(error, attempts);
        const asked = error.retryAfterMs ?? 0;
        if (asked > policy.longestMs) throw new GaveUp(tooLong(error, asked, policy.longestMs), attempts);
        if (attempts.length >= policy.attempts) throw new GaveUp(error, attempts);
        onRetry(error.message);
        // Never sooner than without its word: a server that says 0, or a time gone by, is asked no
        // oftener.
        notBefore = Math.max(notBefore, performance.now() + asked);
        await sleep(backoff(policy, attempts.length, next), undefined, { signal });
      }
    }
  };
}

function tooLong(error: ModelError, asked: number, longest: number): ModelError {
  const words = `${error.message}; it asks to wait ${duration(asked)}, and ${duration(longest)} is waited at most: run again then`;
  return new ModelError(words, error);
}

/** The wait, in ms, after so many attempts. */
export function backoff({ baseMs, maxMs }: RetryPolicy, attempts: number, next: () => number): number {
  return next() * Math.min(maxMs, baseMs * 2 ** (attempts - 1));
}
