import type { OptionNames } from "../../lib/check-options.ts";
import type { Params } from "../../models/model.ts";
import type { BatchOptions } from "../../runner/batch/batch-options.ts";
import type { Mode } from "../../runner/lookup.ts";
import type { RetryPolicy } from "../../runner/retry.ts";

/** How a judge, or a writer, is asked; everything has a default. */
export interface AskOptions {
  /** Of the model asked; what is absent is left to its provider. */
  params?: Params;
  /** What the asking may cost in all, earlier passes included. */
  budgetUsd?: number;
  /** `session.mode`, else $PARALLAX_MODE, else "auto"; see {@link Mode}. */
  mode?: Mode;
  /** The cache's file, and a cassette to look in before it, as in a run. */
  cache?: string;
  cassette?: string;
  /**
   * Aborting it asks nothing new and waits for what is under way; aborting `abort` cuts that off,
   * too.
   */
  signal?: AbortSignal;
  abort?: AbortSignal;
  retry?: Partial<RetryPolicy>;
  /** Asks by the provider's batches, as a run does. */
  batch?: boolean | BatchOptions;
}

/** Every one of them. */
export const askOptions: OptionNames<AskOptions> = {
  params: true,
  budgetUsd: true,
  mode: true,
  cache: true,
  cassette: true,
  signal: true,
  abort: true,
  retry: true,
  batch: true,
};
