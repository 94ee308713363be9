import { hash } from "../../lib/hash.ts";
import type { Exchange, Said } from "../exchange/exchange.ts";

/** Makes sure that two trials are never one, and two texts never one wording. */
export interface Cells {
  /**
   * The epoch of a conversation: its own, or the next that is free. Throws where it is taken in the
   * same file.
   */
  epochOf(exchange: Exchange): number;
  /** Throws where another text stands under the wording, condition and input. */
  checkText(exchange: Exchange): void;
}

export function openCells(): Cells {
  const taken = new Map<string, Map<number, string>>();
  const texts = new Map<string, { text: string; place: string }>();
  return {
    epochOf(exchange) {
      const { model, epoch, file, place } = exchange;
      const key = `${cellOf(exchange)}\n${model}`;
      const epochs = taken.get(key) ?? new Map<number, string>();
      taken.set(key, epochs);
      const there = epoch === null ? undefined : epochs.get(epoch);
      if (there === file)
        throw new Error(
          `${place}: epoch ${epoch} of ${nameOf(exchange)} is there twice; say what tells them apart: input, condition.FACTOR, or epoch`,
        );
      let found = epoch ?? epochs.size + 1;
      if (there !== undefined) found = epochs.size + 1;
      while (epochs.has(found)) found++;
      epochs.set(found, file);
      return found;
    },
    checkText(exchange) {
      const said = exchange.replies[0]?.said ?? [];
      if (exchange.live || said.length === 0) return;
      const text = hash(said.map(({ role, content }: Said) => [role, content])).slice(0, 16);
      const key = cellOf(exchange);
      const before = texts.get(key);
      if (before === undefined) texts.set(key, { text, place: exchange.place });
      else if (before.text !== text)
        throw new Error(
          `two texts under one wording id: ${nameOf(exchange)} says one thing in ${before.place} and another in ${exchange.place}; map what tells them apart to wording, input or condition.FACTOR`,
        );
    },
  };
}

const cellOf = ({ scenario, arm, wording, condition, input, elicit = "chat" }: Exchange): string =>
  JSON.stringify([scenario, arm, wording, Object.entries(condition).toSorted(), input, elicit]);

const nameOf = ({ scenario, arm, wording, condition, input, model }: Exchange): string =>
  [scenario, arm, wording, ...Object.values(condition), input === "none" ? "" : `input ${input}`, model]
    .filter(Boolean)
    .join(" · ");
