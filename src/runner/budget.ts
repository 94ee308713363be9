import { dollars } from "../lib/number-text.ts";
import type { CacheMark, Request, Tier, Usage } from "../models/model.ts";
import { isPriced, price } from "../models/price.ts";
import { openForecast, type Reservation } from "./forecast.ts";

/** How money is set aside for a call that is not made at once and by itself. */
export interface Reserving {
  tier: Tier;
  /** Handed over already: set aside whatever is left, and without waiting. */
  owed: boolean;
}

/** Keeps calls below a number of USD. */
export interface Budget {
  /** Throws when the price of any of these models is not known. */
  check(models: readonly string[]): void;
  /**
   * Sets aside what a call may cost, waiting for calls under way where that could make room; null
   * when it would pass the budget even so. Replies are bounded by `maxTokens`, else taken to be at
   * most twice the longest so far, and a model's first call is made alone, but for one in a batch.
   * `key` is the call's, where what is set aside is to be told from other calls' elsewhere; with a
   * mark for a prompt cache all of the prompt may be written there, at the price of that.
   */
  reserve(
    model: string,
    request: Request,
    how?: Reserving,
    key?: string,
    cache?: CacheMark,
  ): Promise<Reservation | null>;
  /**
   * Replaces what was set aside by what was spent: 0 for a call that failed, null where unknown
   * (then all of it is).
   */
  settle(reservation: Reservation, usage: Usage | null): void;
  /** In words, after `reserve` gave null. */
  reason(): string;
  /** USD not spent yet. */
  left(): number;
}

const words = {
  run: { name: "budgetUsd", remedy: "leave budgetUsd out", title: "the budget", more: "" },
  session: {
    name: "session.budget",
    remedy: "session.budget(null) lifts it",
    title: "session.budget",
    more: ": session.budget({ usd }) gives more",
  },
};

/**
 * A run's or session's budget of `limit` USD, of which `spent` is gone. Throws when a model's price
 * is not known.
 */
export function openBudget(
  limit: number,
  spent: number,
  models: readonly string[],
  of: keyof typeof words = "run",
): Budget {
  const { name, remedy, title, more } = words[of];
  if (!(limit >= 0)) throw new Error(`${name} ${limit}: expected a number of USD, 0 or more`);
  const unkept = (unpriced: readonly string[]) =>
    `${name} cannot be kept: no price known for ${unpriced.join(", ")}; ${remedy}`;
  const full = (usd: number) =>
    `${title} of ${dollars(limit)} has no room for another call (spent ${dollars(spent)}, a call may cost ${dollars(usd)})${more}`;
  const check = (asked: readonly string[]) => {
    const unpriced = asked.filter((model) => !isPriced(model));
    if (unpriced.length > 0) throw new Error(unkept(unpriced));
  };
  check(models);
  const calls = openForecast();
  let reserved = 0;
  let wake = Promise.withResolvers<void>();
  let short = "";

  return {
    check,
    async reserve(model, request, how, _key, cache) {
      for (;;) {
        const usd = calls.cost(model, request, how?.tier, cache);
        if (how?.owed) return calls.begin(model, 0);
        if (usd === 0) return calls.begin(model, usd);
        if (usd === null || spent + usd > limit) {
          short = usd === null ? unkept([model]) : full(usd);
          return null;
        }
        if (spent + reserved + usd <= limit && (how !== undefined || !calls.mustBeAlone(model, request))) {
          reserved += usd;
          return calls.begin(model, usd);
        }
        await wake.promise;
      }
    },
    settle({ model, usd }, usage) {
      reserved -= usd;
      calls.end(model, usage);
      if (usage !== null) spent += price(model, usage) ?? usd;
      wake.resolve();
      wake = Promise.withResolvers();
    },
    reason: () => short,
    left: () => Math.max(0, limit - spent),
  };
}
