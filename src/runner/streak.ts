import { ModelError } from "../models/model.ts";

/**
 * Failures alike, one after another without a reply between, after which a model is not asked any
 * more.
 */
const enough = { lasting: 5, passing: 20 };

/**
 * Notices models that only fail, so that a wrong key costs a handful of calls and not the whole
 * run.
 */
export interface Streaks {
  /** Notes how a call to a model ended: null for a reply. */
  note(model: string, error: unknown): void;
  /** Why a model is not asked any more, in words, or null. */
  givenUp(model: string): string | null;
  reasons(): string[];
}

/** No failures yet. */
export function openStreaks(): Streaks {
  const streaks = new Map<string, { kind: string; count: number }>();
  const gone = new Map<string, string>();
  return {
    note(model, error) {
      if (error === null) return void streaks.delete(model);
      const passing = error instanceof ModelError && error.retryable;
      const message = error instanceof Error ? error.message : String(error);
      const kind = error instanceof ModelError && error.status !== null ? `status ${error.status}` : message;
      const streak = streaks.get(model);
      const count = streak?.kind === kind ? streak.count + 1 : 1;
      streaks.set(model, { kind, count });
      if (count >= enough[passing ? "passing" : "lasting"] && !gone.has(model))
        gone.set(model, `${model} failed ${count} times in a row and was given up: ${message}`);
    },
    givenUp: (model) => gone.get(model) ?? null,
    reasons: () => [...gone.values()],
  };
}
