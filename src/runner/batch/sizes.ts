import type { Model } from "../../models/model.ts";

/**
 * How many requests one batch has: as many as its provider says, or fewer where it took less, as an
 * account may have a limit to all that waits of a model.
 */
export interface Sizes {
  most(model: Model): number;
  /** A batch of so many was too much, with none beside it. */
  refused(model: string, requests: number): void;
  /** A batch was taken and has ended: the next may be larger again. */
  taken(model: string): void;
}

/** As providers say it, until one refuses. */
export function openSizes(): Sizes {
  const bounds = new Map<string, number>();
  return {
    most: ({ id, batch }) => Math.min(batch!.limits.requests, bounds.get(id) ?? Infinity),
    refused: (model, requests) => void bounds.set(model, Math.max(1, Math.floor(requests / 2))),
    taken(model) {
      const bound = bounds.get(model);
      if (bound !== undefined) bounds.set(model, 2 * bound);
    },
  };
}
