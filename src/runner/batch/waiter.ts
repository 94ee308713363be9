import type { BatchRequest } from "../../models/batch/batch.ts";
import type { Model, Request, Usage } from "../../models/model.ts";
import { wellFormed } from "../../models/well-formed.ts";
import type { Answer, Call } from "../answer.ts";

/** A call that waits for its batch. */
export interface Waiter {
  call: Call;
  model: Model;
  /** What its result is known by. */
  customId: string;
  /** Batches of this pass that it came back from without an answer. */
  returned: number;
  answered: Promise<Answer>;
  /** Settles its money and resolves it; once. */
  end(answer: Answer): void;
}

/** A call as a batch has it. */
export const requestOf = ({ customId, call: { request, context } }: Waiter): BatchRequest<Request> => ({
  customId,
  request: wellFormed(request),
  ...(context.cache && { cache: context.cache }),
});

/** Who waits for which batch. */
export interface Waiting {
  begin(of: Pick<Waiter, "call" | "model" | "customId"> & { settle(usage: Usage | null): void }): Waiter;
  join(tag: string, waiter: Waiter): void;
  /** Those that wait for a batch, by request. */
  of(tag: string): Map<string, Waiter>;
  all(): Iterable<Waiter>;
}

/** Nobody waits yet. */
export function openWaiting(): Waiting {
  const all = new Set<Waiter>();
  const byBatch = new Map<string, Map<string, Waiter>>();
  const of = (tag: string): Map<string, Waiter> => {
    const known = byBatch.get(tag) ?? new Map<string, Waiter>();
    byBatch.set(tag, known);
    return known;
  };
  return {
    begin({ call, model, customId, settle }) {
      const { promise, resolve } = Promise.withResolvers<Answer>();
      const end = (answer: Answer) => {
        if (!all.delete(waiter)) return;
        settle(answer !== null && "reply" in answer ? answer.reply.usage : null);
        resolve(answer);
      };
      const waiter: Waiter = { call, model, customId, returned: 0, answered: promise, end };
      all.add(waiter);
      return waiter;
    },
    join: (tag, waiter) => void of(tag).set(waiter.customId, waiter),
    of,
    all: () => all,
  };
}
