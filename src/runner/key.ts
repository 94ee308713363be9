import { hash } from "../lib/hash.ts";
import type { Model, Request, TrialFacts } from "../models/model.ts";

/** What of a model decides how its replies are cached. */
export type Identity = Pick<Model, "id" | "simulated" | "can" | "identity">;

/**
 * Cache key of a reply: everything that determines it, the epoch and the turn included, so that
 * repetitions differ. A service tier changes what a reply costs, and when it comes, not the reply.
 */
export function replyKey(model: Identity, request: Request, epoch: number, turn: string, trial: TrialFacts): string {
  return hash([model.identity, atAnyTier(request), epoch, turn, model.simulated ? trial : null]);
}

/** A request without the service tier that it is to be served at. */
export function atAnyTier(request: Request): Request {
  if (request.params.serviceTier === undefined) return request;
  const { serviceTier: _, ...params } = request.params;
  return { ...request, params };
}

/**
 * The request's seed for one call: of the plan and the call, null where the model takes none or
 * nothing is sampled.
 */
export function seedOf(model: Identity, seed: number, trial: string, turn: string, choices: boolean): number | null {
  return choices || model.can.seed === false ? null : Number.parseInt(hash([seed, trial, turn]).slice(0, 8), 16) >>> 1;
}
