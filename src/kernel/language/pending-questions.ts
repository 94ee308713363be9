import { asBefore } from "../session/realm.ts";

type Pending = PromiseWithResolvers<never>;

/** Questions that were put and not answered, by their ids. */
export interface PendingQuestions {
  /** How many there are. */
  readonly open: number;
  /** A new question: its id, and a promise of the answer. */
  put(): { id: number; answer: Promise<never> };
  settle(id: number, value: never, error: string | undefined): void;
  rejectAll(reason: Error): void;
}

export function pendingQuestions(): PendingQuestions {
  const pending = new Map<number, Pending>();
  let count = 0;
  return {
    get open() {
      return pending.size;
    },
    put() {
      const asked: Pending = Promise.withResolvers<never>();
      pending.set((count += 1), asked);
      return { id: count, answer: asked.promise };
    },
    settle(id, value, error) {
      const asked = asBefore(() => pending.get(id));
      asBefore(() => pending.delete(id));
      if (error === undefined) asked?.resolve(value);
      else asked?.reject(new Error(error));
    },
    rejectAll(reason) {
      for (const { reject } of pending.values()) reject(reason);
      pending.clear();
    },
  };
}
