import type { CacheMark, Request, Usage } from "../models/model.ts";
import type { Budget, Reserving } from "./budget.ts";
import type { Reservation } from "./forecast.ts";

/**
 * Money set aside in every budget that a call is under; or why one of them has no room for it, and
 * nothing set aside.
 */
export interface SetAside {
  short: string | null;
  /** USD, the most in any of them. */
  usd: number;
  /** As {@link Budget.settle}, in each. */
  settle(usage: Usage | null): void;
}

/** Sets aside what a call may cost in each budget, or in none. */
export async function setAside(
  budgets: readonly Budget[],
  model: string,
  request: Request,
  how?: Reserving,
  key?: string,
  cache?: CacheMark,
): Promise<SetAside> {
  const held: [Budget, Reservation][] = [];
  const settle = (usage: Usage | null) => held.splice(0).forEach(([budget, part]) => budget.settle(part, usage));
  for (const budget of budgets) {
    const part = await budget.reserve(model, request, how, key, cache);
    if (part === null) {
      settle(null);
      return { short: budget.reason(), usd: 0, settle };
    }
    held.push([budget, part]);
  }
  return { short: null, usd: Math.max(0, ...held.map(([, { usd }]) => usd)), settle };
}
